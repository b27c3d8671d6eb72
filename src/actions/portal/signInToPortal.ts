import { plainEmail } from '../../core/access/portal.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { findPortalUserByEmail, saveLastPortalSignIn } from '../../db/tables/portalUsers.ts';
import { deleteSignInFailures } from '../../db/tables/signInFailures.ts';
import { action, done } from '../action.ts';
import type { Origin } from '../staff/openSession.ts';
import { openPortalSession } from './openPortalSession.ts';
import { portalAttempt } from './portalThrottle.ts';

export type SignInToPortal = { readonly email: string; readonly password: string; readonly origin: Origin };

/** Checks e-mail and password and opens a session of the portal. `countPortalAttempt` comes first. */
export const signInToPortal = action<SignInToPortal, string>('portal.sign_in', 'anyone', async (work, input) => {
  const user = await findPortalUserByEmail(work.tx, plainEmail(input.email));
  const isRight = await work.safe.isPassword(input.password, user?.passwordHash ?? undefined);
  if (!user || !isRight || !user.isActive)
    throw new Refusal('wrong_credentials', { message: 'The e-mail or the password is wrong.' });
  const { userName, network } = portalAttempt('sign_in', input.email, input.origin.address);
  await deleteSignInFailures(work.tx, userName, network);
  await saveLastPortalSignIn(work.tx, user.id, formatInstant(work.now));
  const token = await openPortalSession(work, { accountId: user.accountId, portalUserId: user.id }, input.origin);
  return done(token, { accountId: user.accountId, detail: { email: user.email } });
});
