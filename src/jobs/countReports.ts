import { countReports as countSome } from '../actions/reports/countReports.ts';
import { markReports } from '../actions/reports/markReports.ts';
import type { Office } from './office.ts';

/** Ids of calls, and of transfers, of one transaction: about a second of work where much is new. */
const idsAtOnce = 50_000;

/** Counts what the last mark allows, marks anew, and counts that too when nobody is in the middle of booking. */
export async function countReports({ act }: Pick<Office, 'act'>): Promise<void> {
  await countAll(act);
  await act(markReports, null);
  await countAll(act);
}

async function countAll(act: Office['act']): Promise<void> {
  while ((await act(countSome, { limit: idsAtOnce })).isMore);
}
