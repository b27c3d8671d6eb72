import type { ShownFigures } from '../../../core/reports/figures.ts';
import type { Column } from '../../kit/DataTable.tsx';
import { formatDuration } from '../../kit/timeText.ts';
import type { TableCell } from '../../kit/xlsx.ts';
import { RoundMoney } from './RoundMoney.tsx';
import type { Tile } from './Tiles.tsx';

export const countText = (count: number): string => count.toLocaleString('en');
export const minutesText = (seconds: number): string => Math.round(seconds / 60).toLocaleString('en');
const percentText = (percent: number | null): string => (percent === null ? '–' : `${percent.toFixed(1)} %`);
const lengthText = (seconds: number | null): string => (seconds === null ? '–' : formatDuration(seconds));
const delayText = (seconds: number | null): string => (seconds === null ? '–' : `${seconds.toFixed(1)} s`);

type Figure = {
  readonly key: string;
  readonly title: string;
  readonly show: (row: ShownFigures) => React.ReactNode;
  /** For files: plain digits. */
  readonly digits: (row: ShownFigures) => string;
  readonly isHidden?: (row: ShownFigures) => boolean;
};

/** Columns of every report of calls, in their order. */
const figuresFor = (currency: string): readonly Figure[] => [
  { key: 'attempts', title: 'Calls', show: (row) => countText(row.attempts), digits: (row) => String(row.attempts) },
  { key: 'answered', title: 'Answered', show: (row) => countText(row.answered), digits: (row) => String(row.answered) },
  { key: 'failed', title: 'Failed', show: (row) => countText(row.failed), digits: (row) => String(row.failed) },
  { key: 'refused', title: 'Refused', show: (row) => countText(row.refused), digits: (row) => String(row.refused) },
  { key: 'asr', title: 'ASR', show: (row) => percentText(row.asr), digits: (row) => String(row.asr ?? '') },
  { key: 'acd', title: 'ACD', show: (row) => lengthText(row.acdSeconds), digits: (row) => String(row.acdSeconds ?? '') },
  { key: 'pdd', title: 'PDD', show: (row) => delayText(row.pddSeconds), digits: (row) => String(row.pddSeconds ?? '') },
  { key: 'minutes', title: 'Minutes', show: (row) => minutesText(row.talkSeconds), digits: (row) => String(row.talkSeconds) },
  {
    key: 'revenue',
    title: `Revenue, ${currency}`,
    show: (row) => <RoundMoney value={row.revenue} currency={currency} />,
    digits: (row) => row.revenue,
  },
  ...(['loss', 'cost', 'margin'] as const).map((key) => ({
    key,
    title: `${{ loss: 'Unpaid', cost: 'Cost', margin: 'Margin' }[key]}, ${currency}`,
    show: (row: ShownFigures) => <RoundMoney value={row[key] ?? ''} currency={currency} />,
    digits: (row: ShownFigures) => row[key] ?? '',
    isHidden: (row: ShownFigures) => row[key] === null,
  })),
];

/** The columns that this person may see, with the total at their foot. */
export function figureColumns<Row extends ShownFigures>(
  total: ShownFigures | undefined,
  currency: string,
): readonly Column<Row>[] {
  return figuresFor(currency)
    .filter(({ isHidden }) => !(total && isHidden?.(total)))
    .map(({ key, title, show }) => ({
      ...{ key, title, align: 'right' as const },
      cell: (row: Row) => <span className="k-num">{show(row)}</span>,
      ...(total ? { foot: <span className="k-num">{show(total)}</span> } : {}),
    }));
}

/** Titles and cells of the same figures in a file; times are seconds. */
export function figureCells(total: ShownFigures, currency: string) {
  const shown = figuresFor(currency).filter(({ isHidden }) => !isHidden?.(total));
  const inSeconds = { acd: 'ACD, seconds', pdd: 'PDD, seconds', minutes: 'Talk, seconds', asr: 'ASR, %' };
  return {
    titles: shown.map(({ key, title }) => inSeconds[key as keyof typeof inSeconds] ?? title),
    cells: (row: ShownFigures): readonly TableCell[] => shown.map(({ digits }) => ({ digits: digits(row) })),
  };
}

/** The sums of all calls of a report. */
export function callTiles(total: ShownFigures, before: ShownFigures, currency: string): readonly Tile[] {
  const grown = (pick: (row: ShownFigures) => string | null) => {
    const [now, then] = [pick(total), pick(before)];
    return now === null || then === null ? {} : { now, before: then };
  };
  const money = (label: string, pick: (row: ShownFigures) => string | null): readonly Tile[] => {
    const value = pick(total);
    return value === null
      ? []
      : [{ label: `${label}, ${currency}`, value: <RoundMoney value={value} currency={currency} />, ...grown(pick) }];
  };
  return [
    { label: 'Calls', value: countText(total.attempts), ...grown((row) => String(row.attempts)) },
    { label: 'Answered', value: countText(total.answered), ...grown((row) => String(row.answered)) },
    { label: 'ASR', value: percentText(total.asr), ...grown((row) => (row.asr === null ? null : String(row.asr))) },
    { label: 'Minutes', value: minutesText(total.talkSeconds), ...grown((row) => String(row.talkSeconds)) },
    ...money('Revenue', (row) => row.revenue),
    ...money('Margin', (row) => row.margin),
  ];
}
