import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockBan, saveBanKept } from '../../db/tables/bans.ts';
import { action, done } from '../action.ts';

/** A ban in force stays until somebody lifts it. Refused for warnings and for what has ended. */
export const keepBan = action<{ readonly banId: Id }, null>('ban.keep', 'ban.change', async ({ tx, now }, { banId }) => {
  const ban = await lockBan(tx, banId, now);
  if (!ban) throw new Refusal('not_found');
  if (ban.kind === 'warning' || !ban.isInForce)
    throw new Refusal('invalid_input', { message: 'This ban has ended. Ban the network again instead.' });
  if (ban.until === null) return done(null, null);
  await saveBanKept(tx, banId);
  const changes = [{ field: 'until', from: formatInstant(ban.until), to: null }];
  return done(null, { detail: { banId, network: ban.network, changes } });
});
