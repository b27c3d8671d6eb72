import { finishWatch } from '../actions/guard/finishWatch.ts';
import { listWatched } from '../actions/guard/listWatched.ts';
import { lookAtAccounts } from '../actions/guard/lookAtAccounts.ts';
import { reactToFraud } from '../actions/guard/reactToFraud.ts';
import type { Office } from './office.ts';

/** At once; each batch is a transaction. */
const accountsAtOnce = 100;

/** Looks at every account that calls, and stops those whose calls look like fraud. */
export async function guardAccounts(office: Office): Promise<void> {
  const round = await office.act(listWatched, null);
  for (let from = 0; from < round.accountIds.length; from += accountsAtOnce) {
    const accountIds = round.accountIds.slice(from, from + accountsAtOnce);
    for (const suspect of await office.act(lookAtAccounts, { accountIds })) await office.act(reactToFraud, suspect);
  }
  await office.act(finishWatch, round);
}
