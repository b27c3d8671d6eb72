import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { getGuardWorld } from '../../db/reads/guardWorld.ts';
import { insertGuardAct, lockAccountGuard, saveRelease } from '../../db/tables/accountGuards.ts';
import { action, done, nameOf } from '../action.ts';

export type ReleaseAccount = { readonly accountId: Id; readonly reason: string };

/** Ends a lock or a throttle. The guard then only warns about this account for the quiet hours of the settings. */
export const releaseAccount = action<ReleaseAccount, null>(
  'guard.release',
  'account.suspend',
  async (work, { accountId, reason }) => {
    const guard = await lockAccountGuard(work.tx, accountId);
    if (!guard) throw new Refusal('not_found');
    if (guard.state === 'none') return done(null, null);
    const { settings } = await getGuardWorld(work.tx);
    const quietUntil = addSeconds(work.now, settings.quietHours * 3600);
    await saveRelease(work.tx, accountId, quietUntil);
    await insertGuardAct(work.tx, {
      ...{ accountId, at: work.now, kind: 'release', rules: [], by: nameOf(work.doer) },
      said: reason,
    });
    const changes = [{ field: 'fraudGuard', from: guard.state, to: 'none' }];
    return done(null, { accountId, detail: { changes, reason, quietUntil: formatInstant(quietUntil) } });
  },
);
