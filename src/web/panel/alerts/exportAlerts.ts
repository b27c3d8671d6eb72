import { alertKinds } from '../../../core/accounts/alert.ts';
import { listAlerts } from '../../../http/contract/alerts.ts';
import { callPage } from '../../api.ts';
import { saveFile, toCsv } from '../../kit/csv.ts';

const rowsMax = 10_000;
const header = ['Raised (UTC)', 'Alert', 'Account', 'What happened', 'Done (UTC)', 'Done by'];

/** Saves the filtered alerts as CSV, at most 10,000 rows. */
export async function exportAlerts(query: Readonly<Record<string, string | undefined>>): Promise<void> {
  const rows: string[][] = [];
  let after = '';
  do {
    const page = await callPage(listAlerts, { query: { ...query, limit: 200 } }, after);
    rows.push(
      ...page.items.map((row) => [
        row.raisedAt,
        alertKinds[row.kind],
        row.accountName ?? '',
        row.text,
        row.closedAt ?? '',
        row.closedBy ?? '',
      ]),
    );
    after = page.next ?? '';
  } while (after !== '' && rows.length < rowsMax);
  saveFile('alerts.csv', toCsv(header, rows.slice(0, rowsMax)));
}
