import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockAccount, saveAccountActive } from '../../db/tables/accounts.ts';
import { forgetSuspension } from '../../db/tables/dunning.ts';
import { action, done } from '../action.ts';

export type SetAccountActive = { readonly accountId: Id; readonly isActive: boolean; readonly reason: string };

/** Suspends at once or activates again. Call control hears of it by notification and ends the calls in progress. */
export const setAccountActive = action<SetAccountActive, null>('account.set_active', 'account.suspend', async (work, input) => {
  const account = await lockAccount(work.tx, input.accountId);
  if (!account) throw new Refusal('not_found');
  if (account.isActive === input.isActive) return done(null, null);
  await saveAccountActive(work.tx, account.id, input.isActive);
  await forgetSuspension(work.tx, account.id);
  return done(null, { accountId: account.id, detail: { isActive: input.isActive, reason: input.reason } });
});
