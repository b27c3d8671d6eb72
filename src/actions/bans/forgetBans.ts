import { addSeconds, type Seconds } from '../../core/base/time.ts';
import { deleteOldBans } from '../../db/tables/bans.ts';
import { action, done } from '../action.ts';

/** Bans of thirty days count for the next one; what ended before is kept for who asks why. */
const keptFor: Seconds = 90 * 86_400;

/** Forgets bans that ended long ago; answers how many. */
export const forgetBans = action<{ readonly limit: number }, number>('ban.forget', 'ban.change', async (work, { limit }) =>
  done(await deleteOldBans(work.tx, addSeconds(work.now, -keptFor), limit), null),
);
