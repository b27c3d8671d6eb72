import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { reportAccounts } from '../../../http/contract/reports.ts';
import { useAnswer } from '../../api.ts';
import { useCurrency } from '../session/session.ts';
import { callTiles } from './figures.tsx';
import { orderOf } from './OrderSelect.tsx';
import { PeriodBar } from './PeriodBar.tsx';
import { ReportPage } from './ReportPage.tsx';
import { TopReport, topFile } from './TopReport.tsx';
import { reportHref, useReport } from './useReport.ts';

type Answer = AnswerOf<typeof reportAccounts>;

/** Who called most, and what they brought. */
export function AccountsReportPage() {
  const report = useReport();
  const { destinationId } = report.values;
  const query = {
    ...report.time,
    order: orderOf(report),
    direction: report.direction,
    destinationId: destinationId || undefined,
  };
  const { data, error, refetch } = useAnswer(reportAccounts, { query }, { enabled: report.isWhole, keep: true });
  const currency = useCurrency();
  return (
    <ReportPage<Answer>
      title="Accounts report"
      help="Whose calls these were. Open one to see where it calls."
      answer={data}
      error={error}
      onRetry={() => void refetch()}
      fileName="accounts"
      bar={<PeriodBar report={report} {...(data ? { names: data.filters } : {})} />}
      tiles={(answer) => callTiles(answer.total, answer.before.total, currency)}
      file={(answer) => topFile(answer, 'Account', currency)}
    >
      {(answer) => (
        <TopReport
          report={report}
          answer={answer}
          what="Account"
          hrefOf={(row) => reportHref('destinations', report, { accountId: row.key })}
        />
      )}
    </ReportPage>
  );
}
