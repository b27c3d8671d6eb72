import { listAccounts } from '../../../http/contract/accounts.ts';
import { type ExportHow, exportRows } from '../../exportRows.ts';
import { paymentTypeWords } from './words.ts';

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

/** Saves the filtered accounts as CSV or XLSX, at most 10,000 rows. */
export function exportAccounts(query: Readonly<Record<string, string | undefined>>, how: ExportHow): Promise<void> {
  return exportRows({
    ...{ name: 'accounts.csv', endpoint: listAccounts, query, header, ...how },
    cells: (row) => [
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
    ],
  });
}
