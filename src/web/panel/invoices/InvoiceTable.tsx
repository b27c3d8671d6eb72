import type { ReactNode } from 'react';
import { type Column, DataTable, type ListedRows } from '../../kit/DataTable.tsx';
import { Day } from '../../kit/Day.tsx';
import { Money } from '../../kit/Money.tsx';
import { type InvoiceRow, InvoiceState } from './words.tsx';

type InvoiceTableProps = ListedRows<InvoiceRow> & {
  readonly columns: readonly Column<InvoiceRow>[];
  readonly empty: ReactNode;
};

/** Invoices and credit notes; each opens. */
export function InvoiceTable(props: InvoiceTableProps) {
  return <DataTable label="Invoices" keyOf={(row) => row.id} hrefOf={(row) => `/invoices/${row.id}`} {...props} />;
}

/** The columns of a list of invoices; the customer is left out on the customer's own page. */
export const invoiceColumns = (currency: string, isCustomerShown = true): readonly Column<InvoiceRow>[] => [
  { key: 'number', title: 'Number', cell: (row) => <span className="k-num">{row.number}</span> },
  ...(isCustomerShown ? [{ key: 'customer', title: 'Customer', cell: (row: InvoiceRow) => row.customerName }] : []),
  { key: 'state', title: 'State', cell: (row) => <InvoiceState state={row.state} /> },
  {
    key: 'period',
    title: 'Period',
    cell: (row) =>
      row.periodFrom === null || row.periodTo === null ? (
        ''
      ) : (
        <>
          <Day on={row.periodFrom} /> – <Day on={row.periodTo} />
        </>
      ),
  },
  { key: 'issued', title: 'Issued', cell: (row) => <Day on={row.issuedOn} /> },
  { key: 'due', title: 'Due', cell: (row) => (row.kind === 'invoice' ? <Day on={row.dueOn} /> : '') },
  { key: 'total', title: `Total, ${currency}`, align: 'right', cell: (row) => <Money value={row.total} /> },
  {
    key: 'open',
    title: `Open, ${currency}`,
    align: 'right',
    cell: (row) => (row.kind === 'invoice' ? <Money value={row.open} /> : ''),
  },
];
