import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { IconBuildingBank, IconRefresh, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { bookBankLine, ignoreBankLine, listBankLines, matchAgain } from '../../../http/contract/bankLines.ts';
import { usePages, useSend } from '../../api.ts';
import { Chips } from '../../kit/Chips.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Money } from '../../kit/Money.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useFilters } from '../../kit/useFilters.ts';
import { useMay } from '../session/session.ts';
import { type BankLineRow, BookLineDialog } from './BookLineDialog.tsx';
import { ImportDrawer } from './ImportDrawer.tsx';
import { ReasonDialog } from './UndoDialogs.tsx';

const grades = {
  sure: { label: 'Sure', color: 'green' },
  likely: { label: 'Likely', color: 'blue' },
  guess: { label: 'Only the amount fits', color: 'yellow' },
  none: { label: 'Nobody found', color: 'gray' },
} as const;

const columns: readonly Column<BankLineRow>[] = [
  { key: 'on', title: 'Booked', cell: (row) => <span className="k-num">{row.bookedOn}</span> },
  {
    key: 'what',
    title: 'Payer and text',
    cell: (row) => (
      <div>
        {row.payer}
        <Text c="dimmed" size="xs" lineClamp={2}>
          {row.text}
        </Text>
      </div>
    ),
  },
  { key: 'amount', title: 'Amount', align: 'right', cell: (row) => <Money value={row.amount} currency={row.currency} /> },
  { key: 'fits', title: 'Fits', cell: (row) => <Suggestion row={row} /> },
  { key: 'do', title: '', align: 'right', cell: (row) => <Actions row={row} /> },
];

/** Bank statements: money that came in, matched to invoices, booked with one click. */
export function BankPage() {
  const filters = useFilters(['state']);
  const state = filters.values.state === '' ? 'open' : filters.values.state;
  const list = usePages(listBankLines, { query: { state } });
  const match = useSend(matchAgain);
  const [isImporting, setIsImporting] = useState(false);
  const may = useMay('payment.record');
  const upload = (
    <Button leftSection={<IconUpload size={16} />} onClick={() => setIsImporting(true)}>
      Import a statement
    </Button>
  );
  const again = () =>
    match.mutate({}, { onSuccess: ({ count }) => notifyDone(`${count} lines were looked at again.`), onError: notifyProblem });
  return (
    <>
      <PageHeader title="Bank Statements" help="Money that came to your bank. A line is booked when you say so, and never twice.">
        {may ? (
          <>
            <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={again} loading={match.isPending}>
              Match again
            </Button>
            {upload}
          </>
        ) : null}
      </PageHeader>
      <Group mb="sm">
        <Chips
          label="State"
          value={state}
          onChange={(value) => filters.set('state', value)}
          data={[
            { value: 'open', label: 'To be decided' },
            { value: 'booked', label: 'Booked' },
            { value: 'ignored', label: 'Ignored' },
          ]}
        />
      </Group>
      <div className="k-card">
        <DataTable
          label="Lines of bank statements"
          columns={columns}
          {...list}
          keyOf={(row) => row.id}
          empty={
            <EmptyState
              icon={IconBuildingBank}
              title={state === 'open' ? 'Nothing to decide' : 'No such line'}
              action={may ? upload : null}
            >
              Import a statement of your bank, as camt.053 or CSV. Lines that pay invoices are found by invoice number, customer
              number or amount.
            </EmptyState>
          }
        />
      </div>
      {isImporting ? <ImportDrawer onClose={() => setIsImporting(false)} /> : null}
    </>
  );
}

function Suggestion({ row }: { readonly row: BankLineRow }) {
  const { label, color } = grades[row.grade];
  return (
    <div>
      {row.state === 'open' ? <Badge color={color}>{label}</Badge> : null}
      {row.accountId === undefined ? null : (
        <Text size="sm">
          <Anchor component={Link} to={`/accounts/${row.accountId}/money`} fz="inherit">
            {row.accountName}
          </Anchor>{' '}
          {row.invoices.map((one) => one.number).join(', ')}
        </Text>
      )}
      {row.note === '' ? null : (
        <Text c="dimmed" size="xs">
          {row.note}
        </Text>
      )}
    </div>
  );
}

function Actions({ row }: { readonly row: BankLineRow }) {
  const book = useSend(bookBankLine);
  const ignore = useSend(ignoreBankLine);
  const [open, setOpen] = useState<'book' | 'ignore'>();
  const may = useMay('payment.record');
  if (row.paymentId !== undefined)
    return (
      <Anchor component={Link} to={`/payments?open=${row.paymentId}`} size="sm">
        Payment
      </Anchor>
    );
  if (row.state !== 'open' || !may) return null;
  const accept = () => {
    if (row.accountId === undefined) return setOpen('book');
    const body = { accountId: row.accountId, invoiceIds: row.invoices.map((one) => one.id) };
    book.mutate({ params: { id: row.id }, body }, { onSuccess: () => notifyDone('Booked.'), onError: notifyProblem });
  };
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      <Button size="compact-sm" onClick={accept} loading={book.isPending} variant={row.grade === 'sure' ? 'filled' : 'default'}>
        {row.accountId === undefined ? 'Choose customer' : 'Book'}
      </Button>
      {row.accountId === undefined ? null : (
        <Button size="compact-sm" variant="default" onClick={() => setOpen('book')}>
          Another
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => setOpen('ignore')}>
        Ignore
      </Button>
      {open === 'book' ? <BookLineDialog row={row} onClose={() => setOpen(undefined)} /> : null}
      {open === 'ignore' ? (
        <ReasonDialog
          title="Ignore this line?"
          verb="Ignore"
          done="It is no customer’s payment."
          onClose={() => setOpen(undefined)}
          send={(body) => ignore.mutateAsync({ params: { id: row.id }, body })}
        >
          It is no payment of a customer, such as interest. It is not suggested again, also when it is imported again.
        </ReasonDialog>
      ) : null}
    </Group>
  );
}
