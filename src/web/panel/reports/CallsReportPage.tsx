import { Group, SegmentedControl } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { reportCalls } from '../../../http/contract/reports.ts';
import { useAnswer } from '../../api.ts';
import { type ChartSeries, TimeChart } from '../../kit/Chart.tsx';
import { DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { Section } from '../../kit/Section.tsx';
import { useCurrency } from '../session/session.ts';
import { callTiles, countText, figureCells, figureColumns } from './figures.tsx';
import { PeriodBar } from './PeriodBar.tsx';
import { ReportPage } from './ReportPage.tsx';
import { type Unit, unitWords, whenText } from './units.ts';
import { useReport } from './useReport.ts';

type Answer = AnswerOf<typeof reportCalls>;
type Row = Answer['items'][number];

/** Calls by hour, day or month. */
export function CallsReportPage() {
  const report = useReport();
  const { accountId, destinationId, providerId } = report.values;
  const by = (['hour', 'day', 'month'] as const).find((one) => one === report.values.by);
  const query = {
    ...{ ...report.time, by, direction: report.direction },
    ...{ accountId: accountId || undefined, destinationId: destinationId || undefined, providerId: providerId || undefined },
  };
  const { data, error, refetch } = useAnswer(reportCalls, { query }, { enabled: report.isWhole, keep: true });
  const currency = useCurrency();
  const locale = useLocale();
  return (
    <ReportPage<Answer>
      title="Calls report"
      help="How many calls there were, how many were answered, and what they brought. A call counts in the hour in which it ended, as in the ledger."
      answer={data}
      error={error}
      onRetry={() => void refetch()}
      fileName="calls"
      bar={<PeriodBar report={report} {...(data ? { names: data.filters } : {})} />}
      tiles={(answer) => callTiles(answer.total, answer.before.total, currency)}
      file={(answer) => {
        const { titles, cells } = figureCells(answer.total, currency);
        return { header: [unitWords[answer.by], ...titles], rows: answer.items.map((row) => [row.key, ...cells(row)]) };
      }}
    >
      {(answer) => (
        <>
          <Picture
            answer={answer}
            shown={report.values.show}
            onShow={(value) => report.set('show', value)}
            onUnit={(value) => report.set('by', value)}
          />
          <div className="k-card">
            <DataTable
              label="Calls by time"
              columns={[
                {
                  key: 'when',
                  title: unitWords[answer.by],
                  cell: (row: Row) => <span className="k-num">{whenText(row.key, answer.by, locale)}</span>,
                  foot: 'Together',
                },
                ...figureColumns<Row>(answer.total, currency),
              ]}
              rows={answer.items}
              keyOf={(row) => row.key}
              empty={
                <EmptyState icon={IconChartLine} title="No days">
                  Choose a period.
                </EmptyState>
              }
            />
          </div>
        </>
      )}
    </ReportPage>
  );
}

type PictureProps = {
  readonly answer: Answer;
  readonly shown: string;
  readonly onShow: (value: string) => void;
  readonly onUnit: (value: string) => void;
};

/** What the lines may be of. Numbers are for drawing; the table has the exact figures. */
const pictures: Readonly<Record<string, { readonly label: string; readonly series: readonly ChartSeries[] }>> = {
  calls: {
    label: 'Calls',
    series: [
      { name: 'attempts', label: 'Calls', color: 'cobalt.6' },
      { name: 'answered', label: 'Answered', color: 'green.7' },
    ],
  },
  minutes: { label: 'Minutes', series: [{ name: 'minutes', label: 'Minutes', color: 'cobalt.6' }] },
  quality: {
    label: 'ASR',
    series: [{ name: 'asr', label: 'ASR, %', color: 'cobalt.6' }],
  },
  money: {
    label: 'Money',
    series: [
      { name: 'revenue', label: 'Revenue', color: 'cobalt.6' },
      { name: 'cost', label: 'Cost', color: 'orange.7', isDashed: true },
      { name: 'margin', label: 'Margin', color: 'green.7' },
    ],
  },
};

function Picture({ answer, shown, onShow, onUnit }: PictureProps) {
  const locale = useLocale();
  const name = shown in pictures ? shown : 'calls';
  const picture = pictures[name]!;
  const hasCost = answer.total.cost !== null;
  const data = answer.items.map((row) => ({
    ...{ when: whenText(row.key, answer.by, locale), attempts: row.attempts, answered: row.answered, asr: row.asr },
    ...{ minutes: Math.round(row.talkSeconds / 60), revenue: Number(row.revenue) },
    ...(hasCost ? { cost: Number(row.cost), margin: Number(row.margin) } : {}),
  }));
  return (
    <Section
      title={`${picture.label} by ${answer.by}`}
      aside={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="What the chart shows"
            data={Object.entries(pictures).map(([value, { label }]) => ({ value, label }))}
            value={name}
            onChange={onShow}
          />
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
        </Group>
      }
    >
      <TimeChart
        label={`${picture.label} by ${answer.by}; the table below has the same figures`}
        data={data}
        dataKey="when"
        series={picture.series.filter(({ name: field }) => hasCost || !['cost', 'margin'].includes(field))}
        valueText={countText}
      />
    </Section>
  );
}
