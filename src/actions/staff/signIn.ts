import { networkOf } from '../../core/access/network.ts';
import type { SignInMethod } from '../../core/access/secondFactor.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { addSeconds, formatInstant, type Instant } from '../../core/base/time.ts';
import { type FactorStanding, findFactors } from '../../db/tables/secondFactors.ts';
import { deleteSignInFailures } from '../../db/tables/signInFailures.ts';
import { findStaffByUserName } from '../../db/tables/staff.ts';
import { deleteExpiredSignIns, insertPendingSignIn } from '../../db/tables/staffSignIn.ts';
import { action, done, type Work } from '../action.ts';
import { newToken, type Origin, openSession } from './openSession.ts';

export type SignIn = { readonly userName: string; readonly password: string; readonly origin: Origin };

/** A session, or what is still awaited: `token` says which sign-in it completes, and is no session. */
export type SignInOutcome =
  | { readonly kind: 'session'; readonly token: string }
  | { readonly kind: 'pending'; readonly token: string; readonly methods: readonly SignInMethod[]; readonly expiresAt: Instant };

/** How long the second factor may take. Seconds. */
export const pendingSeconds = 5 * 60;

/** Checks the password and opens a session with a new id, or asks for the second factor. `countAttempt` comes first. */
export const signIn = action<SignIn, SignInOutcome>('staff.sign_in', 'anyone', async (work, input) => {
  const staff = await findStaffByUserName(work.tx, input.userName);
  const isRight = await work.safe.isPassword(input.password, staff?.passwordHash);
  if (!staff || !isRight || !staff.isActive) throw new Refusal('wrong_credentials');
  const factors = await findFactors(work.tx, staff.id);
  // The attempt stays counted until the second factor is right: a known password must not give endless tries at codes.
  if (factors.hasTotp || factors.passkeys > 0) return done(await awaitSecondFactor(work, staff.id, factors), null);
  await deleteSignInFailures(work.tx, input.userName, networkOf(input.origin.address));
  const token = await openSession(work, staff.id, input.origin, 'password');
  return done({ kind: 'session', token }, { detail: { userName: staff.userName, method: 'password' } });
});

async function awaitSecondFactor(work: Work, staffId: Id, { hasTotp, passkeys }: FactorStanding): Promise<SignInOutcome> {
  const token = newToken(work);
  const expiresAt = addSeconds(work.now, pendingSeconds);
  await deleteExpiredSignIns(work.tx, formatInstant(work.now));
  await insertPendingSignIn(work.tx, work.safe.sha256(token), staffId, formatInstant(expiresAt));
  const methods = [
    ...(hasTotp ? ['totp' as const] : []),
    ...(passkeys > 0 ? ['passkey' as const] : []),
    'recovery_code' as const,
  ];
  return { kind: 'pending', token, methods, expiresAt };
}
