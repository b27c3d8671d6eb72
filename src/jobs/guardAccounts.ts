import { finishWatch } from '../actions/guard/finishWatch.ts';
import { listWatched } from '../actions/guard/listWatched.ts';
import { lookAtAccounts, type Suspect } from '../actions/guard/lookAtAccounts.ts';
import { reactToFraud } from '../actions/guard/reactToFraud.ts';
import type { Id } from '../core/base/id.ts';
import type { Office } from './office.ts';

/** At once; each batch is a transaction. */
const accountsAtOnce = 100;

/**
 * Looks at every account that calls, and stops those whose calls look like fraud. What fails for one account keeps no other from being
 * looked at: the first failure is thrown when all were.
 */
export async function guardAccounts({ act }: Pick<Office, 'act'>): Promise<void> {
  const round = await act(listWatched, null);
  const failures: unknown[] = [];
  const note = (failure: unknown): void => void failures.push(failure);
  const lookAt = (accountIds: readonly Id[]): Promise<readonly Suspect[]> => act(lookAtAccounts, { accountIds });
  for (let from = 0; from < round.accountIds.length; from += accountsAtOnce) {
    const accountIds = round.accountIds.slice(from, from + accountsAtOnce);
    for (const suspect of await lookAt(accountIds).catch(() => lookAtEach(accountIds, lookAt, note)))
      await act(reactToFraud, suspect).catch(note);
  }
  await act(finishWatch, round);
  if (failures.length > 0) throw failures[0];
}

/** One by one, because all together failed. */
async function lookAtEach(
  accountIds: readonly Id[],
  lookAt: (accountIds: readonly Id[]) => Promise<readonly Suspect[]>,
  note: (failure: unknown) => void,
): Promise<readonly Suspect[]> {
  const suspects: Suspect[] = [];
  for (const accountId of accountIds) {
    try {
      suspects.push(...(await lookAt([accountId])));
    } catch (failure) {
      note(failure);
    }
  }
  return suspects;
}
