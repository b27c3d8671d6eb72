import { listBans } from '../../../http/contract/bans.ts';
import { exportRows } from '../../exportRows.ts';
import { reasonOf, stateOf } from './banText.ts';

const header = ['Network', 'State', 'Since (UTC)', 'Until (UTC)', 'Failures', 'Why', 'Banned by', 'Lifted (UTC)', 'Lifted by'];

/** Saves the filtered bans as CSV, at most 10,000 rows; `onCount` hears how many were read so far. */
export function exportBans(query: Readonly<Record<string, string | undefined>>, onCount: (count: number) => void): Promise<void> {
  return exportRows({
    ...{ name: 'bans.csv', endpoint: listBans, query, header, onCount },
    cells: (row) => [
      ...[row.network, stateOf(row).label, row.bannedAt, row.until ?? '', String(row.failures), reasonOf(row), row.bannedBy],
      ...[row.liftedAt ?? '', row.liftedBy ?? ''],
    ],
  });
}
