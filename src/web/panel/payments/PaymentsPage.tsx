import { Badge, Button, Group, Text } from '@mantine/core';
import { IconCashBanknote } from '@tabler/icons-react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listPayments } from '../../../http/contract/payments.ts';
import { usePages } from '../../api.ts';
import { type ExportHow, exportRows } from '../../exportRows.ts';
import { Chips } from '../../kit/Chips.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { DateFilter } from '../../kit/DateFilter.tsx';
import { isZero } from '../../kit/decimal.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ExportButton } from '../../kit/ExportButton.tsx';
import { Money } from '../../kit/Money.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import { useCurrency } from '../session/session.ts';
import { MoneyAlerts } from './MoneyAlerts.tsx';
import { PaymentDrawer } from './PaymentDrawer.tsx';
import { methodChoices, methodText } from './words.ts';

type Row = AnswerOf<typeof listPayments>['items'][number];

/** All payments, whatever way they came. */
export function PaymentsPage() {
  const filters = useFilters(['accountId', 'search', 'method', 'state', 'from', 'to', 'open']);
  const { open, ...wished } = filters.values;
  const query = chosen(wished);
  const list = usePages(listPayments, { query });
  const currency = useCurrency();
  return (
    <>
      <PageHeader title="Payments" help="Money that came in. Record one on the Money page of the customer’s account.">
        <ExportButton isEmpty={list.rows?.length === 0} run={(how) => exportPayments(query, how)} />
      </PageHeader>
      <MoneyAlerts />
      {filters.values.accountId === '' ? null : (
        <Button variant="default" size="xs" mb="sm" onClick={() => filters.set('accountId', '')}>
          Of one customer only: show all
        </Button>
      )}
      <Group mb="sm" gap="md">
        <SearchBox
          label="Search payments"
          placeholder="Reference, note"
          value={filters.values.search}
          onChange={(text) => filters.set('search', text)}
        />
        <DateFilter label="From" value={filters.values.from} onChange={(value) => filters.set('from', value)} />
        <DateFilter label="To" value={filters.values.to} onChange={(value) => filters.set('to', value)} />
        <Chips
          label="Way"
          value={filters.values.method}
          onChange={(value) => filters.set('method', value)}
          data={methodChoices}
        />
        <Chips
          label="State"
          value={filters.values.state}
          onChange={(value) => filters.set('state', value)}
          data={[
            { value: 'credit', label: 'With credit' },
            { value: 'reversed', label: 'Undone' },
          ]}
        />
      </Group>
      <div className="k-card">
        <DataTable
          label="Payments"
          columns={columnsFor(currency)}
          {...list}
          keyOf={(row) => row.id}
          hrefOf={(row) => `/payments?${new URLSearchParams({ ...query, open: row.id })}`}
          empty={
            <EmptyState icon={IconCashBanknote} title={filters.isFiltered ? 'No payment fits' : 'No payment yet'}>
              Cash, transfers, cheques, cards and vouchers of your customers will be here, one line each.
            </EmptyState>
          }
        />
      </div>
      {open === '' ? null : <PaymentDrawer id={open} onClose={() => filters.set('open', '')} />}
    </>
  );
}

/** The columns of payments, also on an account's page, which knows its customer. */
export const columnsFor = (currency: string, isOfOne = false): readonly Column<Row>[] => [
  { key: 'on', title: 'Received', cell: (row) => <span className="k-num">{row.receivedOn}</span> },
  ...(isOfOne ? [] : [{ key: 'who', title: 'Customer', cell: (row: Row) => row.accountName }]),
  { key: 'way', title: 'Way', cell: (row) => methodText(row.method) },
  {
    key: 'ref',
    title: 'Reference',
    cell: (row) => (
      <Text fz="inherit" lineClamp={1}>
        {row.reference || row.note}
      </Text>
    ),
  },
  { key: 'by', title: 'By', cell: (row) => row.createdBy },
  { key: 'state', title: 'State', cell: (row) => <PaymentState row={row} /> },
  { key: 'amount', title: `Amount, ${currency}`, align: 'right', cell: (row) => <Money value={row.amount} /> },
];

function PaymentState({ row }: { readonly row: Row }) {
  if (row.reversed) return <Badge color="red">Undone</Badge>;
  if (!isZero(row.returned)) return <Badge color="gray">Given back {row.returned}</Badge>;
  if (!row.paysInvoices) return <Badge color="green">On the balance</Badge>;
  return isZero(row.unused) ? <Badge color="green">Pays invoices</Badge> : <Badge color="blue">Credit {row.unused}</Badge>;
}

function exportPayments(query: Readonly<Record<string, string | undefined>>, how: ExportHow): Promise<void> {
  return exportRows({
    ...{ name: 'payments.csv', endpoint: listPayments, query, ...how },
    header: [
      'Number',
      'Received',
      'Customer',
      'Way',
      'Reference',
      'Note',
      'Amount',
      'Currency',
      'Pays invoices',
      'Credit',
      'Given back',
      'Undone',
      'By',
      'Booked (UTC)',
    ],
    cells: (row: Row) => [
      ...[row.id, row.receivedOn, row.accountName, methodText(row.method), row.reference, row.note, row.amount, row.currency],
      ...[row.allocated, row.unused, row.returned, row.reversed?.reason ?? '', row.createdBy, row.createdAt],
    ],
  });
}
