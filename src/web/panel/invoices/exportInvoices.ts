import { listInvoices } from '../../../http/contract/invoices.ts';
import { callPage } from '../../api.ts';
import { saveFile, toCsv } from '../../kit/csv.ts';
import { stateWords } from './words.tsx';

const rowsMax = 10_000;
const header = ['Number', 'State', 'Account number', 'Customer', 'From', 'To', 'Issued', 'Due', 'Total', 'Open', 'Currency'];

/** Saves the filtered invoices as CSV, at most 10,000 rows; `onCount` hears how many were read so far. */
export async function exportInvoices(
  query: Readonly<Record<string, string | undefined>>,
  onCount: (count: number) => void,
): Promise<void> {
  const rows: string[][] = [];
  let after = '';
  do {
    const page = await callPage(listInvoices, { query: { ...query, limit: 200 } }, after);
    rows.push(
      ...page.items.map((row) => [
        ...[row.number, stateWords[row.state], row.accountNumber, row.customerName, row.periodFrom ?? '', row.periodTo ?? ''],
        ...[row.issuedOn, row.dueOn, row.total, row.open, row.currency],
      ]),
    );
    onCount(rows.length);
    after = page.next ?? '';
  } while (after !== '' && rows.length < rowsMax);
  saveFile('invoices.csv', toCsv(header, rows.slice(0, rowsMax)));
}
