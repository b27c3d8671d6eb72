import { fieldChanges } from '../../core/base/fieldChange.ts';
import type { Id } from '../../core/base/id.ts';
import { formatAmount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { type GuardOverrides, noOverrides } from '../../core/fraud/guardTerms.ts';
import { isAccount, lockAccountGuard, saveOverrides, startAccountGuard } from '../../db/tables/accountGuards.ts';
import { action, done } from '../action.ts';

export type ChangeAccountGuard = {
  readonly accountId: Id;
  readonly isGuarded: boolean;
  readonly overrides: GuardOverrides;
  /** 0 = an account from before the guard. */
  readonly version: number;
};

/** What one account has of its own. Its next call is decided by it. */
export const changeAccountGuard = action<ChangeAccountGuard, null>(
  'guard.change_account',
  'account.change',
  async (work, { accountId, isGuarded, overrides, version }) => {
    if (!(await isAccount(work.tx, accountId))) throw new Refusal('not_found');
    const before = await lockAccountGuard(work.tx, accountId);
    if ((before?.version ?? 0) !== version) throw new Refusal('stale_version');
    if (!before) await startAccountGuard(work.tx, accountId);
    const changes = fieldChanges(
      plain(before?.isGuarded ?? false, before?.overrides ?? noOverrides),
      plain(isGuarded, overrides),
    );
    if (changes.length === 0) return done(null, null);
    await saveOverrides(work.tx, accountId, isGuarded, overrides);
    return done(null, { accountId, detail: { changes } });
  },
);

function plain(isGuarded: boolean, { pricePerMinuteMax, ...rest }: GuardOverrides) {
  return { isGuarded, ...rest, pricePerMinuteMax: pricePerMinuteMax === null ? null : formatAmount(pricePerMinuteMax) };
}
