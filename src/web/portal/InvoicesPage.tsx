import { Stack, Title } from '@mantine/core';
import type * as z from 'zod';
import { listPortalInvoices } from '../../http/contract/portalInvoices.ts';
import { usePages } from '../api.ts';
import { type Column, DataTable } from '../kit/DataTable.tsx';
import { Money } from '../kit/Money.tsx';
import { usePortalWords } from './words/portalWords.ts';

type Invoice = z.output<typeof listPortalInvoices.response>['items'][number];

const columnsIn = (words: ReturnType<typeof usePortalWords>): readonly Column<Invoice>[] => [
  { key: 'number', title: words.number, cell: (one) => one.number },
  { key: 'state', title: words.state, cell: (one) => words.states[one.state] },
  { key: 'due', title: words.due, cell: (one) => one.dueOn },
  { key: 'total', title: words.total, align: 'right', cell: (one) => <Money value={one.total} currency={one.currency} /> },
  { key: 'open', title: words.open, align: 'right', cell: (one) => <Money value={one.open} currency={one.currency} /> },
];

/** Invoices and credit notes of the account. */
export function InvoicesPage() {
  const words = usePortalWords();
  const list = usePages(listPortalInvoices, {});
  return (
    <Stack>
      <Title order={1}>{words.invoices}</Title>
      <div className="k-card">
        <DataTable
          label={words.invoices}
          columns={columnsIn(words)}
          keyOf={(one) => one.id}
          hrefOf={(one) => `/invoices/${one.id}`}
          {...list}
          empty={<p style={{ padding: '1rem', margin: 0 }}>{words.noInvoices}</p>}
        />
      </div>
    </Stack>
  );
}
