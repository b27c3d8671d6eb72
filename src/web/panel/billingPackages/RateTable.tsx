import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RateOnTheWire } from '../../../http/contract/rates.ts';
import { type Column, DataTable, type ListedRows } from '../../kit/DataTable.tsx';
import { formatDecimal, isZero } from '../../kit/decimal.ts';
import { Time } from '../../kit/Time.tsx';
import { blocksText, conditionsText, priceText } from './rateText.ts';

export type RateRow = {
  readonly id: string;
  readonly rate: RateOnTheWire;
  readonly validFrom?: string;
  readonly validTo?: string | null;
};

type RateTableProps = ListedRows<RateRow> & {
  readonly currency: string;
  readonly empty: ReactNode;
  readonly actions?: (row: RateRow) => ReactNode;
};

/** Rates by prefix. */
export function RateTable({ currency, empty, actions, ...list }: RateTableProps) {
  const base = list.rows?.some(hasSpan) ? [...columnsFor(currency), spanColumn] : columnsFor(currency);
  const columns: readonly Column<RateRow>[] = actions
    ? [...base, { key: 'do', title: 'Actions', align: 'right', cell: actions }]
    : base;
  return <DataTable label="Rates" columns={columns} keyOf={({ id }) => id} empty={empty} {...list} />;
}

/** Most rates hold until somebody ends them; only where one begins or ends on a day the list says so. */
function hasSpan({ validFrom, validTo }: RateRow): boolean {
  return (validTo ?? null) !== null || (validFrom !== undefined && Date.parse(validFrom) > Date.now());
}

const spanColumn: Column<RateRow> = {
  key: 'span',
  title: 'Holds',
  cell: (row) =>
    row.validFrom !== undefined && hasSpan(row) ? (
      <Text fz="inherit">
        <Time at={row.validFrom} /> – {(row.validTo ?? null) === null ? '…' : <Time at={row.validTo!} />}
      </Text>
    ) : null,
};

const columnsFor = (currency: string): readonly Column<RateRow>[] => [
  {
    key: 'prefix',
    title: 'Prefix',
    cell: ({ rate }) => <span className="k-num">{rate.prefix === '' ? 'Every number' : `+${rate.prefix}`}</span>,
  },
  { key: 'destination', title: 'Destination', cell: ({ rate }) => rate.destination },
  {
    key: 'flagFall',
    title: `Flag fall, ${currency}`,
    align: 'right',
    cell: ({ rate }) => (isZero(rate.flagFall) ? '–' : <span className="k-num">{formatDecimal(rate.flagFall)}</span>),
  },
  {
    key: 'price',
    title: `Price, ${currency}`,
    align: 'right',
    cell: ({ rate }) => <span className={rate.blocked ? 'k-bad' : 'k-num'}>{priceText(rate)}</span>,
  },
  { key: 'blocks', title: 'Blocks, s', align: 'right', cell: ({ rate }) => <span className="k-num">{blocksText(rate)}</span> },
  {
    key: 'more',
    title: 'Conditions',
    cell: ({ rate }) => (
      <Text fz="inherit" c="dimmed">
        {conditionsText(rate)}
      </Text>
    ),
  },
];
