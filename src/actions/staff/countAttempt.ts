import { networkOf } from '../../core/access/network.ts';
import { attemptAllowedAt, throttleSeconds } from '../../core/access/signInThrottle.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { addSeconds, formatInstant, type Seconds } from '../../core/base/time.ts';
import {
  type Attempt,
  countSignInFailures,
  deleteOldSignInFailures,
  insertSignInFailure,
  lockSignIn,
} from '../../db/tables/signInFailures.ts';
import { findStaffById } from '../../db/tables/staff.ts';
import { findPendingSignIn } from '../../db/tables/staffSignIn.ts';
import { action, done, selfOf, type Work } from '../action.ts';

/**
 * Counts an attempt as failed before the password is looked at, so that a hundred at once cannot slip through together;
 * whoever comes in takes it back. Refused alike for names that exist and names that do not.
 */
export const countAttempt = action<{ readonly userName: string; readonly address: string }, null>(
  'staff.count_attempt',
  'anyone',
  async (work, { userName, address }) => {
    await count(work, userName, address);
    return done(null, null);
  },
);

/** The same for the second step of a sign-in, whose person is known by its token. */
export const countSecondAttempt = action<{ readonly token: string; readonly address: string }, null>(
  'staff.count_second_attempt',
  'anyone',
  async (work, { token, address }) => {
    const staffId = await findPendingSignIn(work.tx, work.safe.sha256(token), formatInstant(work.now));
    const staff = staffId === undefined ? undefined : await findStaffById(work.tx, staffId);
    if (!staff) throw new Refusal('sign_in_expired');
    await count(work, staff.userName, address);
    return done(null, null);
  },
);

/** The same for somebody signed in who types the password again; comes before every action that calls `confirmPassword`. */
export const countOwnAttempt = action<{ readonly address: string }, null>(
  'staff.count_own_attempt',
  'signed_in',
  async (work, { address }) => {
    const staff = await findStaffById(work.tx, selfOf(work.doer));
    if (!staff) throw new Refusal('not_signed_in');
    await count(work, staff.userName, address);
    return done(null, null);
  },
);

/** Who tries, as failures are counted. */
export function attemptOf(userName: string, address: string): Attempt {
  return { userName, address, network: networkOf(address) };
}

/** Refuses who has to wait after failures. Until the transaction ends, other attempts of this name or network wait for this one. */
export async function refuseWhileThrottled(work: Work, attempt: Attempt): Promise<void> {
  await lockSignIn(work.tx, attempt);
  const since = addSeconds(work.now, -throttleSeconds);
  const allowedAt = attemptAllowedAt(await countSignInFailures(work.tx, attempt, formatInstant(since)));
  if (allowedAt !== undefined && allowedAt > work.now)
    throw new Refusal('too_many_attempts', { message: waitText((allowedAt - work.now) / 1000) });
  await deleteOldSignInFailures(work.tx, formatInstant(since));
}

async function count(work: Work, userName: string, address: string): Promise<void> {
  const attempt = attemptOf(userName, address);
  await refuseWhileThrottled(work, attempt);
  await insertSignInFailure(work.tx, attempt, formatInstant(work.now));
}

function waitText(seconds: Seconds): string {
  const minutes = Math.ceil(seconds / 60);
  return `Too many attempts. Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} and try again.`;
}
