import { Badge } from '@mantine/core';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { reportDestinations } from '../../../http/contract/reports.ts';
import { useAnswer } from '../../api.ts';
import { useCurrency } from '../session/session.ts';
import { callTiles } from './figures.tsx';
import { orderOf } from './OrderSelect.tsx';
import { PeriodBar } from './PeriodBar.tsx';
import { ReportPage } from './ReportPage.tsx';
import { TopReport, topFile } from './TopReport.tsx';
import { reportHref, useReport } from './useReport.ts';

type Answer = AnswerOf<typeof reportDestinations>;

const kinds: Readonly<Record<string, string>> = { internal: 'Own network', emergency: 'Emergency', unknown: 'Not understood' };

/** Where calls went, the greatest first. */
export function DestinationsReportPage() {
  const report = useReport();
  const { accountId, providerId } = report.values;
  const query = {
    ...{ ...report.time, order: orderOf(report), direction: report.direction },
    ...{ accountId: accountId || undefined, providerId: providerId || undefined },
  };
  const { data, error, refetch } = useAnswer(reportDestinations, { query }, { enabled: report.isWhole, keep: true });
  const currency = useCurrency();
  return (
    <ReportPage<Answer>
      title="Destinations report"
      help="Where calls went, and what they brought there. Open one to see it day by day."
      answer={data}
      error={error}
      onRetry={() => void refetch()}
      fileName="destinations"
      bar={<PeriodBar report={report} {...(data ? { names: data.filters } : {})} />}
      tiles={(answer) => callTiles(answer.total, answer.before.total, currency)}
      file={(answer) => topFile(named(answer), 'Destination', currency)}
    >
      {(answer) => (
        <TopReport
          report={report}
          answer={named(answer)}
          what="Destination"
          hrefOf={(row) => reportHref('calls', report, { destinationId: row.key, accountId, providerId })}
          aside={(row) => <Kind answer={answer} id={row.key} />}
        />
      )}
    </ReportPage>
  );
}

/** Calls that were refused before anybody knew where they went have no destination. */
const named = (answer: Answer): Answer => ({
  ...answer,
  items: answer.items.map((row) => ({ ...row, label: row.label || kinds[row.kind] || 'Not known' })),
});

function Kind({ answer, id }: { readonly answer: Answer; readonly id: string }) {
  const kind = answer.items.find(({ key }) => key === id)?.kind ?? '';
  const word = kinds[kind];
  return word ? <Badge color="gray">{word}</Badge> : null;
}
