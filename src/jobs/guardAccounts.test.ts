import { expect, it } from 'vitest';
import { finishWatch } from '../actions/guard/finishWatch.ts';
import { listWatched } from '../actions/guard/listWatched.ts';
import { lookAtAccounts } from '../actions/guard/lookAtAccounts.ts';
import { reactToFraud } from '../actions/guard/reactToFraud.ts';
import type { Id } from '../core/base/id.ts';
import { guardAccounts } from './guardAccounts.ts';
import type { Office } from './office.ts';

/** An office in which looking at some accounts fails, locking one fails, and everybody is suspect. */
function officeWhere(bad: readonly Id[], unlockable: readonly Id[]) {
  const [reacted, finished] = [[] as Id[], [] as unknown[]];
  const round = { accountIds: Array.from({ length: 250 }, (_, index) => BigInt(index)) };
  const answers = new Map<unknown, (input: never) => unknown>([
    [listWatched, () => round],
    [finishWatch, (input) => finished.push(input)],
    [
      lookAtAccounts,
      ({ accountIds }: { accountIds: readonly Id[] }) => {
        const broken = accountIds.find((id) => bad.includes(id));
        if (broken !== undefined) throw new Error(`look ${broken}`);
        return accountIds.map((accountId) => ({ accountId }));
      },
    ],
    [
      reactToFraud,
      ({ accountId }: { accountId: Id }) => {
        if (unlockable.includes(accountId)) throw new Error(`react ${accountId}`);
        reacted.push(accountId);
      },
    ],
  ]);
  const act = (async (one, input) => answers.get(one)?.(input as never)) as Office['act'];
  return { act, reacted, finished, round };
}

it('what fails for one account keeps no other from being looked at, and the round comes to its end', async () => {
  const { act, reacted, finished, round } = officeWhere([17n, 230n], [99n]);
  await expect(guardAccounts({ act })).rejects.toThrow('look 17');
  expect(reacted).toEqual(round.accountIds.filter((id) => ![17n, 99n, 230n].includes(id)));
  expect(finished).toEqual([round]);
});

it('where nothing fails nobody is looked at twice', async () => {
  const { act, reacted, finished, round } = officeWhere([], []);
  await guardAccounts({ act });
  expect([reacted, finished]).toEqual([round.accountIds, [round]]);
});
