import { action, done } from '../action.ts';
import { countFailure } from './throttle.ts';

/**
 * Counts an attempt as failed before the password is looked at, so that a hundred at once cannot slip through together;
 * whoever comes in takes it back. Refused alike for names that exist and names that do not.
 */
export const countAttempt = action<{ readonly userName: string; readonly address: string }, null>(
  'staff.count_attempt',
  'anyone',
  async (work, { userName, address }) => {
    await countFailure(work, userName, address);
    return done(null, null);
  },
);
