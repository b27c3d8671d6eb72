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
import type { Work } from '../action.ts';

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

/** Counts an attempt as failed before it is looked at. */
export async function countFailure(work: Work, userName: string, address: string): Promise<void> {
  const attempt = attemptOf(userName, address);
  await refuseWhileThrottled(work, attempt);
  await insertSignInFailure(work.tx, attempt, formatInstant(work.now));
}

function waitText(seconds: Seconds): string {
  const minutes = Math.ceil(seconds / 60);
  return `Too many attempts. Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} and try again.`;
}
