import { networkOf } from '../../core/access/network.ts';
import { plainEmail } from '../../core/access/portal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { type Attempt, insertSignInFailure } from '../../db/tables/signInFailures.ts';
import type { Work } from '../action.ts';
import { refuseWhileThrottled } from '../staff/throttle.ts';

/** What is tried: a password, or a letter for a forgotten one. */
export type PortalTry = 'sign_in' | 'letter';

/**
 * Attempts at the portal are counted apart from those at the panel, by names that no staff member can have (a space): who fails
 * here must not keep staff out, nor the other way round.
 */
export function portalAttempt(what: PortalTry, email: string, address: string): Attempt {
  return { userName: `portal ${what} ${plainEmail(email)}`, address, network: `portal ${what} ${networkOf(address)}` };
}

/** Refuses who has to wait, and counts this attempt as failed before it is looked at. */
export async function countPortalTry(work: Work, attempt: Attempt): Promise<void> {
  await refuseWhileThrottled(work, attempt);
  await insertSignInFailure(work.tx, attempt, formatInstant(work.now));
}
