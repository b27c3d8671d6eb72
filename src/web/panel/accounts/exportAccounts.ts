import { listAccounts } from '../../../http/contract/accounts.ts';
import { callPage } from '../../api.ts';
import { saveFile, toCsv } from '../../kit/csv.ts';
import { paymentTypeWords } from './words.ts';

const rowsMax = 10_000;
const header = [
  'Account number',
  'Customer number',
  'Customer',
  'E-mail',
  'City',
  'State',
  'Payment type',
  'Billing package',
  'Balance',
  'Currency',
  'Phones',
  'Registered phones',
  'Since (UTC)',
];

/** Saves the filtered accounts as CSV, at most 10,000 rows; `onCount` hears how many were read so far. */
export async function exportAccounts(
  query: Readonly<Record<string, string | undefined>>,
  onCount: (count: number) => void,
): Promise<void> {
  const rows: string[][] = [];
  let after = '';
  do {
    const page = await callPage(listAccounts, { query: { ...query, limit: 200 } }, after);
    rows.push(
      ...page.items.map((row) => [
        row.accountNumber,
        row.customerNumber,
        row.displayName,
        row.email,
        row.city,
        row.isActive ? 'Active' : 'Suspended',
        paymentTypeWords[row.paymentType],
        row.billingPackageName,
        row.posted,
        row.currency,
        String(row.phones),
        String(row.registeredPhones),
        row.createdAt,
      ]),
    );
    onCount(rows.length);
    after = page.next ?? '';
  } while (after !== '' && rows.length < rowsMax);
  saveFile('accounts.csv', toCsv(header, rows.slice(0, rowsMax)));
}
