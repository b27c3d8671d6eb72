import { Refusal } from '../../core/base/refusal.ts';
import { findStaffById } from '../../db/tables/staff.ts';
import { action, done, selfOf } from '../action.ts';
import { countFailure } from './throttle.ts';

/** `countAttempt` for somebody signed in who types the password again; comes before every action that calls `confirmPassword`. */
export const countOwnAttempt = action<{ readonly address: string }, null>(
  'staff.count_own_attempt',
  'signed_in',
  async (work, { address }) => {
    const staff = await findStaffById(work.tx, selfOf(work.doer));
    if (!staff) throw new Refusal('not_signed_in');
    await countFailure(work, staff.userName, address);
    return done(null, null);
  },
);
