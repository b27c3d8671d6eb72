import { fieldChanges } from '../../core/base/fieldChange.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockCallerGroup, saveCallerGroup } from '../../db/tables/accountTag.ts';
import { action, done } from '../action.ts';

export type SetCallerGroup = { readonly accountId: Id; readonly callerGroup: string };

/** Puts an account into a caller group; rules of routes for that group count from its next call on. Empty = none. */
export const setCallerGroup = action<SetCallerGroup, null>('account.set_caller_group', 'account.change', async (work, input) => {
  const { accountId, callerGroup } = input;
  const before = await lockCallerGroup(work.tx, accountId);
  if (before === undefined) throw new Refusal('not_found');
  const changes = fieldChanges({ callerGroup: before }, { callerGroup });
  if (changes.length === 0) return done(null, null);
  await saveCallerGroup(work.tx, accountId, callerGroup);
  return done(null, { accountId, detail: { changes } });
});
