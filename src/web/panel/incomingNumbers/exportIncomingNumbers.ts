import { listIncomingNumbers } from '../../../http/contract/incomingNumbers.ts';
import { type ExportHow, exportRows } from '../../exportRows.ts';
import { stateWords } from './numberText.ts';

const header = [
  ...['Number', 'State', 'Customer', 'Calls go to', 'Provider', 'Cost a month', 'Price a month', 'Price a minute'],
  ...['Allocated (UTC)', 'Rests until (UTC)'],
];

/** Saves the filtered numbers as CSV or XLSX, at most 10,000 rows. */
export function exportIncomingNumbers(query: Readonly<Record<string, string | undefined>>, how: ExportHow): Promise<void> {
  return exportRows({
    ...{ name: 'incoming-numbers.csv', endpoint: listIncomingNumbers, query, header, ...how },
    cells: (row) => [
      ...[row.number, stateWords[row.state].label, row.accountName, row.state === 'allocated' ? row.destinationText : ''],
      ...[row.providerName, row.monthlyCost, row.monthlyPrice, row.perMinute],
      ...[row.allocatedAt ?? '', row.quarantinedUntil ?? ''],
    ],
  });
}
