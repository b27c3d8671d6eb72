import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { lockPortalUser, type StoredPortalUser } from '../../db/tables/portalUsers.ts';
import { deleteSignInFailures } from '../../db/tables/signInFailures.ts';
import type { Work } from '../action.ts';
import type { PasswordAgain } from '../staff/confirmPassword.ts';
import { customerOf } from './customerOf.ts';
import { portalAttempt } from './portalThrottle.ts';

/**
 * "Your password again", before something that a stolen session must not do. Refused at the field `password`. The endpoint
 * calls `countPortalAttempt` first: what is counted must stay when this is refused.
 */
export async function confirmPortalPassword(work: Work, { password, address }: PasswordAgain): Promise<StoredPortalUser> {
  const user = await lockPortalUser(work.tx, customerOf(work.doer).id);
  if (!user) throw new Refusal('not_signed_in');
  if (!(await work.safe.isPassword(password, user.passwordHash ?? undefined)))
    throw fieldRefusal('wrong_credentials', 'password', 'This is not your password.');
  const { userName, network } = portalAttempt('sign_in', user.email, address);
  await deleteSignInFailures(work.tx, userName, network);
  return user;
}
