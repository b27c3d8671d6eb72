import { listIncomingNumbers } from '../../../http/contract/incomingNumbers.ts';
import { callPage } from '../../api.ts';
import { saveFile, toCsv } from '../../kit/csv.ts';
import { stateWords } from './numberText.ts';

const rowsMax = 10_000;
const header = [
  ...['Number', 'State', 'Customer', 'Calls go to', 'Provider', 'Cost a month', 'Price a month', 'Price a minute'],
  ...['Allocated (UTC)', 'Rests until (UTC)'],
];

/** Saves the filtered numbers as CSV, at most 10,000 rows; `onCount` hears how many were read so far. */
export async function exportIncomingNumbers(
  query: Readonly<Record<string, string | undefined>>,
  onCount: (count: number) => void,
): Promise<void> {
  const rows: string[][] = [];
  let after = '';
  do {
    const page = await callPage(listIncomingNumbers, { query: { ...query, limit: 200 } }, after);
    rows.push(
      ...page.items.map((row) => [
        ...[row.number, stateWords[row.state].label, row.accountName, row.state === 'allocated' ? row.destinationText : ''],
        ...[row.providerName, row.monthlyCost, row.monthlyPrice, row.perMinute],
        ...[row.allocatedAt ?? '', row.quarantinedUntil ?? ''],
      ]),
    );
    onCount(rows.length);
    after = page.next ?? '';
  } while (after !== '' && rows.length < rowsMax);
  saveFile('incoming-numbers.csv', toCsv(header, rows.slice(0, rowsMax)));
}
