import { Badge, Text, Tooltip } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import type * as z from 'zod';
import type { callRowSchema } from '../../../http/contract/calls.ts';
import { type Column, DataTable, type ListedRows } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Money } from '../../kit/Money.tsx';
import { Duration, Time } from '../../kit/Time.tsx';
import { useCurrency } from '../session/session.ts';
import { callerText, destinationText, numberText, outcomeWords } from './outcome.ts';

type Row = z.output<typeof callRowSchema>;
type CallTableProps = ListedRows<Row> & {
  readonly isAccountShown: boolean;
  readonly emptyText: string;
};

/** Finished calls; a row opens the call with its price explained. */
export function CallTable({ isAccountShown, emptyText, ...list }: CallTableProps) {
  const currency = useCurrency();
  return (
    <DataTable
      label="Calls"
      columns={columnsFor(currency).filter(({ key }) => isAccountShown || key !== 'account')}
      keyOf={(row) => row.id}
      hrefOf={(row) => `/calls/${encodeURIComponent(row.callId)}`}
      empty={
        <EmptyState icon={IconHistory} title="No calls">
          {emptyText}
        </EmptyState>
      }
      {...list}
    />
  );
}

const columnsFor = (currency: string): readonly Column<Row>[] => [
  { key: 'at', title: 'When', cell: (row) => <Time at={row.startedAt} /> },
  { key: 'account', title: 'Account', cell: (row) => row.accountName },
  { key: 'from', title: 'From', cell: (row) => <span className="k-num">{callerText(row)}</span> },
  {
    key: 'to',
    title: 'To',
    cell: (row) => (
      <div>
        <span className="k-num">{numberText(row)}</span>{' '}
        <Text span c="dimmed" fz="inherit">
          {destinationText(row)}
        </Text>
      </div>
    ),
  },
  { key: 'outcome', title: 'Outcome', cell: (row) => <Outcome row={row} /> },
  { key: 'duration', title: 'Duration', align: 'right', cell: (row) => <Duration seconds={row.durationSeconds} /> },
  { key: 'price', title: `Price, ${currency}`, align: 'right', cell: (row) => <Money value={row.price} /> },
];

/** How it went; a refused call says why. */
export function Outcome({ row }: { readonly row: Pick<Row, 'outcome' | 'refusalText'> }) {
  const { label, color } = outcomeWords[row.outcome];
  return (
    <Tooltip label={row.refusalText} disabled={row.refusalText === ''}>
      <Badge color={color}>{label}</Badge>
    </Tooltip>
  );
}
