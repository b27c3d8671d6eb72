import { SegmentedControl } from '@mantine/core';
import { IconReportMoney } from '@tabler/icons-react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { reportBooks } from '../../../http/contract/reports.ts';
import { useAnswer } from '../../api.ts';
import { TimeChart } from '../../kit/Chart.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { Section } from '../../kit/Section.tsx';
import { useCurrency } from '../session/session.ts';
import { DebtAges } from './DebtAges.tsx';
import { countText } from './figures.tsx';
import { PeriodBar } from './PeriodBar.tsx';
import { ReportPage } from './ReportPage.tsx';
import { RoundMoney } from './RoundMoney.tsx';
import type { Tile } from './Tiles.tsx';
import { type Unit, unitWords, whenText } from './units.ts';
import { useReport } from './useReport.ts';

type Answer = AnswerOf<typeof reportBooks>;
type Row = Answer['items'][number];
type Books = Answer['total'];

const parts = [
  ['calls', 'Calls'],
  ['extras', 'Extras'],
  ['takenBack', 'Taken back'],
  ['revenue', 'Revenue'],
  ['loss', 'Unpaid'],
  ['cost', 'Cost'],
  ['margin', 'Margin'],
  ['adjustments', 'Adjustments'],
  ['writtenOff', 'Written off'],
  ['result', 'Result'],
] as const satisfies readonly (readonly [keyof Books, string])[];

/** Revenue, cost and margin as the ledger has them. */
export function BooksReportPage() {
  const report = useReport();
  const by = (['hour', 'day', 'month'] as const).find((one) => one === report.values.by);
  const { data, error, refetch } = useAnswer(
    reportBooks,
    { query: { ...report.time, by } },
    { enabled: report.isWhole, keep: true },
  );
  const currency = useCurrency();
  const locale = useLocale();
  return (
    <ReportPage<Answer>
      title="Revenue report"
      help="What the ledger says, without taxes. “Taken back” are credit notes and tax that prices contained; “unpaid” is what calls cost beyond the money of Pre-Paid customers."
      answer={data}
      error={error}
      onRetry={() => void refetch()}
      fileName="revenue"
      bar={<PeriodBar report={report} hasDirection={false} />}
      tiles={(answer) => tilesOf(answer, currency)}
      file={(answer) => ({
        header: [unitWords[answer.by], ...parts.map(([, title]) => `${title}, ${currency}`)],
        rows: answer.items.map((row) => [row.key, ...parts.map(([key]) => ({ digits: row[key] }))]),
      })}
    >
      {(answer) => (
        <>
          <Picture answer={answer} onUnit={(value) => report.set('by', value)} />
          <div className="k-card">
            <DataTable
              label="Revenue by time"
              columns={[
                {
                  key: 'when',
                  title: unitWords[answer.by],
                  cell: (row: Row) => <span className="k-num">{whenText(row.key, answer.by, locale)}</span>,
                  foot: 'Together',
                },
                ...parts.map(([key, title]): Column<Row> => {
                  return {
                    key,
                    title,
                    align: 'right',
                    cell: (row) => <RoundMoney value={row[key]} currency={currency} />,
                    foot: <RoundMoney value={answer.total[key]} currency={currency} />,
                  };
                }),
              ]}
              rows={answer.items}
              keyOf={(row) => row.key}
              empty={
                <EmptyState icon={IconReportMoney} title="No days">
                  Choose a period.
                </EmptyState>
              }
            />
          </div>
          <DebtAges />
        </>
      )}
    </ReportPage>
  );
}

function tilesOf({ total, before }: Answer, currency: string): readonly Tile[] {
  const shown = ['calls', 'extras', 'revenue', 'cost', 'margin', 'result'] as const;
  return shown.map((key) => ({
    label: `${parts.find(([name]) => name === key)?.[1] ?? ''}, ${currency}`,
    value: <RoundMoney value={total[key]} currency={currency} />,
    now: total[key],
    before: before.total[key],
  }));
}

function Picture({ answer, onUnit }: { readonly answer: Answer; readonly onUnit: (value: string) => void }) {
  const locale = useLocale();
  const data = answer.items.map((row) => ({
    when: whenText(row.key, answer.by, locale),
    ...{ revenue: Number(row.revenue), cost: Number(row.cost), margin: Number(row.margin) },
  }));
  return (
    <Section
      title={`Revenue, cost and margin by ${answer.by}`}
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Steps of time"
          data={(['hour', 'day', 'month'] as const satisfies readonly Unit[]).map((value) => ({
            value,
            label: unitWords[value],
          }))}
          value={answer.by}
          onChange={onUnit}
        />
      }
    >
      <TimeChart
        label={`Revenue, cost and margin by ${answer.by}; the table below has the same figures`}
        data={data}
        dataKey="when"
        series={[
          { name: 'revenue', label: 'Revenue', color: 'cobalt.6' },
          { name: 'cost', label: 'Cost', color: 'orange.7', isDashed: true },
          { name: 'margin', label: 'Margin', color: 'green.7' },
        ]}
        valueText={countText}
      />
    </Section>
  );
}
