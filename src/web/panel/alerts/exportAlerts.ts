import { alertKinds } from '../../../core/accounts/alert.ts';
import { listAlerts } from '../../../http/contract/alerts.ts';
import { type ExportHow, exportRows } from '../../exportRows.ts';

const header = ['Raised (UTC)', 'Alert', 'Account', 'What happened', 'Done (UTC)', 'Done by'];

/** Saves the filtered alerts as CSV or XLSX, at most 10,000 rows. */
export function exportAlerts(query: Readonly<Record<string, string | undefined>>, how: ExportHow): Promise<void> {
  return exportRows({
    ...{ name: 'alerts.csv', endpoint: listAlerts, query, header, ...how },
    cells: (row) => [row.raisedAt, alertKinds[row.kind], row.accountName ?? '', row.text, row.closedAt ?? '', row.closedBy ?? ''],
  });
}
