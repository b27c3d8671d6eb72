import { Refusal } from '../../core/base/refusal.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { countSignInFailures, deleteOldSignInFailures, insertSignInFailure, lockSignIn } from '../../db/tables/signInFailures.ts';
import { action, done } from '../action.ts';

/** How far back failures count. Seconds. */
export const throttleSeconds = 15 * 60;
/** Failures within that time: of one name from one address, of one name from everywhere, of one address. */
export const attemptsMax = { ofBoth: 5, ofName: 30, ofAddress: 20 } as const;

/**
 * Counts an attempt as failed before the password is looked at, so that a hundred at once cannot slip through together;
 * `signIn` takes it back when the password was right. Refused alike for names that exist and names that do not.
 */
export const countAttempt = action<{ readonly userName: string; readonly address: string }, null>(
  'staff.count_attempt',
  'anyone',
  async (work, { userName, address }) => {
    await lockSignIn(work.tx, userName, address);
    const since = formatInstant(addSeconds(work.now, -throttleSeconds));
    const counts = await countSignInFailures(work.tx, userName, address, since);
    const isTooMany =
      counts.ofBoth >= attemptsMax.ofBoth || counts.ofName >= attemptsMax.ofName || counts.ofAddress >= attemptsMax.ofAddress;
    if (isTooMany) throw new Refusal('too_many_attempts');
    await deleteOldSignInFailures(work.tx, formatInstant(addSeconds(work.now, -86_400)));
    await insertSignInFailure(work.tx, userName, address, formatInstant(work.now));
    return done(null, null);
  },
);
