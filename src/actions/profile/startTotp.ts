import { Refusal } from '../../core/base/refusal.ts';
import { totpBinding } from '../../core/base/safe.ts';
import { lockTotp, saveNewTotp } from '../../db/tables/secondFactors.ts';
import { findStaffById } from '../../db/tables/staff.ts';
import { findSignInRules } from '../../db/tables/staffSignIn.ts';
import { action, done, selfOf } from '../action.ts';
import { confirmPassword, type PasswordAgain } from '../staff/confirmPassword.ts';

export type NewTotp = { readonly secret: string; readonly uri: string };

/** Begins the set-up of an authenticator app. Nothing asks for its codes until one was confirmed. */
export const startTotp = action<PasswordAgain, NewTotp>('profile.start_totp', 'signed_in', async (work, input) => {
  const staffId = selfOf(work.doer);
  await confirmPassword(work, staffId, input);
  if ((await lockTotp(work.tx, staffId))?.isConfirmed)
    throw new Refusal('in_use', { message: 'An app is set up already. Remove it first, then set up the new one.' });
  const staff = await findStaffById(work.tx, staffId);
  const { companyName } = await findSignInRules(work.tx);
  const secret = work.safe.totp.newSecret();
  await saveNewTotp(work.tx, staffId, work.safe.seal(secret, totpBinding(staffId)));
  const issuer = companyName === '' ? 'vspPanel' : companyName.replaceAll(':', ' ');
  return done({ secret, uri: work.safe.totp.uri(secret, issuer, staff?.userName ?? '') }, null);
});
