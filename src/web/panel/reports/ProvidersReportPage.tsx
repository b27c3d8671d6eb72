import { IconServer2 } from '@tabler/icons-react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { reportProviders } from '../../../http/contract/reports.ts';
import { useAnswer } from '../../api.ts';
import { CompareChart } from '../../kit/Chart.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Section } from '../../kit/Section.tsx';
import { causeText } from '../calls/causes.ts';
import { useCurrency } from '../session/session.ts';
import { callTiles, countText, figureCells, figureColumns } from './figures.tsx';
import { PeriodBar } from './PeriodBar.tsx';
import { ReportPage } from './ReportPage.tsx';
import { reportHref, useReport } from './useReport.ts';

type Answer = AnswerOf<typeof reportProviders>;
type Row = Answer['items'][number];

/** How carriers did: what they were given, what they took, what it cost. */
export function ProvidersReportPage() {
  const report = useReport();
  const { destinationId } = report.values;
  const query = { ...report.time, direction: report.direction, destinationId: destinationId || undefined };
  const { data, error, refetch } = useAnswer(reportProviders, { query }, { enabled: report.isWhole, keep: true });
  const currency = useCurrency();
  return (
    <ReportPage<Answer>
      title="Providers report"
      help="A call counts where it was answered, or was tried first. Tries have every attempt, also those after which a call went on to another provider."
      answer={data}
      error={error}
      onRetry={() => void refetch()}
      fileName="providers"
      bar={<PeriodBar report={report} {...(data ? { names: data.filters } : {})} />}
      tiles={(answer) => callTiles(answer.total, answer.before.total, currency)}
      file={(answer) => {
        const { titles, cells } = figureCells(answer.total, currency);
        const digits = (count: number) => ({ digits: String(count) });
        return {
          header: ['Provider', ...titles, 'Tries', 'Tries answered', 'Causes'],
          rows: answer.items.map((row) => [
            row.label,
            ...cells(row),
            digits(row.tries),
            digits(row.triesAnswered),
            causesText(row, 20),
          ]),
        };
      }}
    >
      {(answer) => (
        <>
          <Outcomes rows={answer.items} />
          <div className="k-card">
            <DataTable
              label="Calls by provider"
              columns={columnsFor(answer, currency)}
              rows={answer.items}
              keyOf={(row) => row.key}
              hrefOf={(row) => reportHref('calls', report, { providerId: row.key, destinationId })}
              empty={
                <EmptyState icon={IconServer2} title="No provider had a call in this time">
                  Choose another period.
                </EmptyState>
              }
            />
          </div>
        </>
      )}
    </ReportPage>
  );
}

const columnsFor = (answer: Answer, currency: string): readonly Column<Row>[] => [
  { key: 'provider', title: 'Provider', cell: (row) => <span className="k-nowrap">{row.label}</span> },
  ...figureColumns<Row>(undefined, currency).filter(({ key }) => key !== 'refused'),
  { key: 'tries', title: 'Tries answered', align: 'right', cell: (row) => <span className="k-num">{triesText(row)}</span> },
  {
    key: 'causes',
    title: 'Most frequent ends',
    cell: (row) => (
      <span className="k-nowrap" title={causesText(row, 20)}>
        {causesText(row, answer.items.length > 0 ? 2 : 0)}
      </span>
    ),
  },
];

const triesText = ({ tries, triesAnswered }: Row): string =>
  tries === 0 ? '–' : `${countText(triesAnswered)} of ${countText(tries)}`;

/** What ended calls other than a hang-up or an answer that nobody gave. */
const causesText = ({ causes }: Row, most: number): string =>
  causes
    .slice(0, most)
    .map(({ cause, calls }) => `${causeText(cause)} ${countText(calls)}`)
    .join(', ');

/** What became of the calls of each provider. */
function Outcomes({ rows }: { readonly rows: readonly Row[] }) {
  if (rows.length === 0) return null;
  const data = rows.slice(0, 12).map(({ label, answered, busy, noAnswer, cancelled, failed }) => ({
    ...{ label, answered, failed, other: busy + noAnswer + cancelled },
  }));
  return (
    <Section title="What became of the calls">
      <CompareChart
        label="Calls by provider and outcome; the table below has the same figures"
        data={data}
        dataKey="label"
        series={[
          { name: 'answered', label: 'Answered', color: 'green.7' },
          { name: 'other', label: 'Busy, not answered or cancelled', color: 'gray.5' },
          { name: 'failed', label: 'Failed', color: 'red.7' },
        ]}
        valueText={countText}
        height={Math.max(140, 70 + data.length * 34)}
        isSideways
        isStacked
      />
    </Section>
  );
}
