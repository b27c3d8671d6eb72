import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockBan, saveBanLifted } from '../../db/tables/bans.ts';
import { action, done, nameOf } from '../action.ts';

/** Ends a ban, or puts a warning away, before its time. Where it has ended already, nothing happens. */
export const liftBan = action<{ readonly banId: Id }, null>('ban.lift', 'ban.change', async ({ tx, now, doer }, { banId }) => {
  const ban = await lockBan(tx, banId, now);
  if (!ban) throw new Refusal('not_found');
  if (!ban.isInForce) return done(null, null);
  await saveBanLifted(tx, banId, now, nameOf(doer));
  return done(null, { detail: { banId, network: ban.network, kind: ban.kind } });
});
