import { listBans } from '../../../http/contract/bans.ts';
import { type ExportHow, exportRows } from '../../exportRows.ts';
import { reasonOf, stateOf } from './banText.ts';

const header = ['Network', 'State', 'Since (UTC)', 'Until (UTC)', 'Failures', 'Why', 'Banned by', 'Lifted (UTC)', 'Lifted by'];

/** Saves the filtered bans as CSV or XLSX, at most 10,000 rows. */
export function exportBans(query: Readonly<Record<string, string | undefined>>, how: ExportHow): Promise<void> {
  return exportRows({
    ...{ name: 'bans.csv', endpoint: listBans, query, header, ...how },
    cells: (row) => [
      ...[row.network, stateOf(row).label, row.bannedAt, row.until ?? '', String(row.failures), reasonOf(row), row.bannedBy],
      ...[row.liftedAt ?? '', row.liftedBy ?? ''],
    ],
  });
}
