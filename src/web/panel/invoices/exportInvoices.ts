import { listInvoices } from '../../../http/contract/invoices.ts';
import { type ExportHow, exportRows } from '../../exportRows.ts';
import { stateWords } from './words.tsx';

const header = ['Number', 'State', 'Account number', 'Customer', 'From', 'To', 'Issued', 'Due', 'Total', 'Open', 'Currency'];

/** Saves the filtered invoices as CSV or XLSX, at most 10,000 rows. */
export function exportInvoices(query: Readonly<Record<string, string | undefined>>, how: ExportHow): Promise<void> {
  return exportRows({
    ...{ name: 'invoices.csv', endpoint: listInvoices, query, header, ...how },
    cells: (row) => [
      ...[row.number, stateWords[row.state], row.accountNumber, row.customerName, row.periodFrom ?? '', row.periodTo ?? ''],
      ...[row.issuedOn, row.dueOn, row.total, row.open, row.currency],
    ],
  });
}
