import { IconFileInvoice } from '@tabler/icons-react';
import { listInvoices } from '../../../http/contract/invoices.ts';
import { usePages } from '../../api.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Section } from '../../kit/Section.tsx';
import { InvoiceTable, invoiceColumns } from '../invoices/InvoiceTable.tsx';
import type { Account } from './accountValues.ts';

/** The invoices and credit notes of one account. */
export function InvoicesSection({ account }: { readonly account: Account }) {
  const list = usePages(listInvoices, { query: { accountId: account.id } });
  if (account.paymentType === 'pre_paid' && list.rows?.length === 0) return null;
  return (
    <Section title="Invoices" help="An issued invoice is never changed; a credit note takes back what was wrong." isFlush>
      <InvoiceTable
        {...list}
        columns={invoiceColumns(account.balance.currency, false)}
        empty={
          <EmptyState icon={IconFileInvoice} title="No invoice yet">
            The first invoice comes when a period is over and there were calls or extras in it.
          </EmptyState>
        }
      />
    </Section>
  );
}
