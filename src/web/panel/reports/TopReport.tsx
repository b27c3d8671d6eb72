import { Alert } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ShownFigures } from '../../../core/reports/figures.ts';
import { CompareChart } from '../../kit/Chart.tsx';
import { DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Section } from '../../kit/Section.tsx';
import { useCurrency } from '../session/session.ts';
import { countText, figureCells, figureColumns } from './figures.tsx';
import { type Order, OrderSelect, orderOf, orderWords } from './OrderSelect.tsx';
import type { Report } from './useReport.ts';

type Named = ShownFigures & { readonly key: string; readonly label: string };
type TopAnswer = { readonly items: readonly Named[]; readonly isCut: boolean; readonly total: ShownFigures };
type TopReportProps = {
  readonly report: Report;
  readonly answer: TopAnswer;
  /** "Destination" */
  readonly what: string;
  readonly hrefOf: (row: Named) => string;
  readonly aside?: (row: Named) => ReactNode;
};

const barsMost = 10;

/** What is greatest, as bars, and all of it as a table. */
export function TopReport({ report, answer, what, hrefOf, aside }: TopReportProps) {
  const currency = useCurrency();
  const order = orderOf(report);
  const rows = answer.items;
  const bars = rows.slice(0, barsMost).map((row) => ({ name: row.label || 'Unnamed', value: barOf(row, order) }));
  const { unit, color } = looks[order];
  return (
    <>
      <Section title={orderWords[order]} aside={<OrderSelect report={report} />}>
        {bars.length === 0 ? null : (
          <CompareChart
            label={`${orderWords[order]} by ${what.toLowerCase()}; the table below has the same figures`}
            data={bars}
            dataKey="name"
            series={[{ name: 'value', label: unit || currency, color }]}
            valueText={countText}
            height={Math.max(120, 44 + bars.length * 30)}
            isSideways
          />
        )}
      </Section>
      {answer.isCut ? (
        <Alert color="gray">Only the first {rows.length} are shown. The sums at the foot of the table have all of them.</Alert>
      ) : null}
      <div className="k-card">
        <DataTable
          label={`Calls by ${what.toLowerCase()}`}
          columns={[
            {
              key: 'label',
              title: what,
              cell: (row: Named) => (
                <span className="k-nowrap">
                  {row.label || 'Unnamed'} {aside?.(row)}
                </span>
              ),
              foot: 'Together',
            },
            ...figureColumns<Named>(answer.total, currency),
          ]}
          rows={rows}
          keyOf={(row) => row.key}
          hrefOf={hrefOf}
          empty={
            <EmptyState icon={IconChartBar} title="No calls in this time">
              Choose another period, or show all directions.
            </EmptyState>
          }
        />
      </div>
    </>
  );
}

const looks: Readonly<Record<Order, { readonly unit: string; readonly color: string }>> = {
  revenue: { unit: '', color: 'cobalt.6' },
  attempts: { unit: 'Calls', color: 'cobalt.6' },
  talk: { unit: 'Minutes', color: 'cobalt.6' },
  margin: { unit: '', color: 'green.7' },
  loss_first: { unit: '', color: 'red.7' },
};

/** For drawing alone. */
function barOf(row: Named, order: Order): number {
  if (order === 'attempts') return row.attempts;
  if (order === 'talk') return Math.round(row.talkSeconds / 60);
  return Number(order === 'revenue' ? row.revenue : row.margin);
}

/** The same figures as a file. */
export function topFile(answer: TopAnswer, what: string, currency: string) {
  const { titles, cells } = figureCells(answer.total, currency);
  return { header: [what, ...titles], rows: answer.items.map((row) => [row.label, ...cells(row)]) };
}
