import { networkOf } from '../../core/access/network.ts';
import { formatInstant } from '../../core/base/time.ts';
import { insertSignInFailure } from '../../db/tables/signInFailures.ts';
import { action, done } from '../action.ts';
import { refuseWhileThrottled } from '../staff/throttle.ts';

/**
 * A key was wrong. Counted by network; who guesses has to wait, and is refused with `too_many_attempts` meanwhile. Right keys from
 * there go on working: they are too long to be guessed, and one forgotten program must not stop the others behind its address.
 */
export const countKeyFailure = action<{ readonly address: string }, null>(
  'api_key.count_failure',
  'anyone',
  async (work, { address }) => {
    // Of the name and of the network nobody else has anything, so that nobody is kept out but who comes from there.
    const who = `api_key ${networkOf(address)}`;
    const attempt = { userName: who, address, network: who };
    await refuseWhileThrottled(work, attempt);
    await insertSignInFailure(work.tx, attempt, formatInstant(work.now));
    return done(null, null);
  },
);
