import { Refusal } from '../../core/base/refusal.ts';
import { deleteTotp } from '../../db/tables/secondFactors.ts';
import { action, done, selfOf } from '../action.ts';
import { confirmPassword, type PasswordAgain } from '../staff/confirmPassword.ts';
import { afterRemoval } from './afterRemoval.ts';

/** Forgets the authenticator app. */
export const removeTotp = action<PasswordAgain, null>('profile.remove_totp', 'signed_in', async (work, input) => {
  const staffId = selfOf(work.doer);
  await confirmPassword(work, staffId, input);
  if (!(await deleteTotp(work.tx, staffId))) throw new Refusal('not_found');
  await afterRemoval(work, staffId);
  return done(null, { detail: {} });
});
