import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { findStaffById } from '../../db/tables/staff.ts';
import { findPendingSignIn } from '../../db/tables/staffSignIn.ts';
import { action, done } from '../action.ts';
import { countFailure } from './throttle.ts';

/** `countAttempt` for the second step of a sign-in, whose person is known by its token. */
export const countSecondAttempt = action<{ readonly token: string; readonly address: string }, null>(
  'staff.count_second_attempt',
  'anyone',
  async (work, { token, address }) => {
    const staffId = await findPendingSignIn(work.tx, work.safe.sha256(token), formatInstant(work.now));
    const staff = staffId === undefined ? undefined : await findStaffById(work.tx, staffId);
    if (!staff) throw new Refusal('sign_in_expired');
    await countFailure(work, staff.userName, address);
    return done(null, null);
  },
);
