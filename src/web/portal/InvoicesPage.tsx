import { Stack, Title } from '@mantine/core';
import type * as z from 'zod';
import { listPortalInvoices } from '../../http/contract/portal.ts';
import { usePages } from '../api.ts';
import { type Column, DataTable } from '../kit/DataTable.tsx';
import { Money } from '../kit/Money.tsx';

type Invoice = z.output<typeof listPortalInvoices.response>['items'][number];

/** How the state of an invoice is called. */
export const invoiceWords: Readonly<Record<Invoice['state'], string>> = {
  ...{ open: 'Open', overdue: 'Overdue', paid: 'Paid', credited: 'Credited', credit_note: 'Credit note' },
};

const columns: readonly Column<Invoice>[] = [
  { key: 'number', title: 'Number', cell: (one) => one.number },
  { key: 'state', title: 'State', cell: (one) => invoiceWords[one.state] },
  { key: 'due', title: 'Due', cell: (one) => one.dueOn },
  { key: 'total', title: 'Total', align: 'right', cell: (one) => <Money value={one.total} currency={one.currency} /> },
  { key: 'open', title: 'Open', align: 'right', cell: (one) => <Money value={one.open} currency={one.currency} /> },
];

/** Invoices and credit notes of the account. */
export function InvoicesPage() {
  const list = usePages(listPortalInvoices, {});
  return (
    <Stack>
      <Title order={1}>Invoices</Title>
      <div className="k-card">
        <DataTable
          label="Invoices"
          columns={columns}
          keyOf={(one) => one.id}
          hrefOf={(one) => `/invoices/${one.id}`}
          {...list}
          empty={<p style={{ padding: '1rem', margin: 0 }}>No invoices yet.</p>}
        />
      </div>
    </Stack>
  );
}
