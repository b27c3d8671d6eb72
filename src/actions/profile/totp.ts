import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { totpBinding } from '../../core/base/safe.ts';
import { formatInstant } from '../../core/base/time.ts';
import { deleteTotp, lockTotp, confirmTotp as saveConfirmed, saveNewTotp, useTotpStep } from '../../db/tables/secondFactors.ts';
import { findStaffById } from '../../db/tables/staff.ts';
import { findSignInRules } from '../../db/tables/staffSignIn.ts';
import { action, done, selfOf } from '../action.ts';
import { confirmPassword, type PasswordAgain } from '../staff/confirmPassword.ts';
import { afterRemoval } from './afterRemoval.ts';
import { firstRecoveryCodes } from './recoveryCodes.ts';

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

/** Ends the set-up with a code of the app; answers recovery codes if this is the first second factor. */
export const confirmTotp = action<{ readonly code: string }, readonly string[]>(
  'profile.add_totp',
  'signed_in',
  async (work, { code }) => {
    const staffId = selfOf(work.doer);
    const totp = await lockTotp(work.tx, staffId);
    if (!totp || totp.isConfirmed) throw new Refusal('not_found');
    const step = work.safe.totp.stepOf(work.safe.open(totp.secretSealed, totpBinding(staffId)), code, work.now);
    if (step === undefined)
      throw fieldRefusal(
        'invalid_input',
        'code',
        'This code does not fit. Check the clock of the phone and type the newest code.',
      );
    await useTotpStep(work.tx, staffId, step);
    await saveConfirmed(work.tx, staffId, formatInstant(work.now));
    return done(await firstRecoveryCodes(work, staffId), { detail: {} });
  },
);

/** Forgets the authenticator app. */
export const removeTotp = action<PasswordAgain, null>('profile.remove_totp', 'signed_in', async (work, input) => {
  const staffId = selfOf(work.doer);
  await confirmPassword(work, staffId, input);
  if (!(await deleteTotp(work.tx, staffId))) throw new Refusal('not_found');
  await afterRemoval(work, staffId);
  return done(null, { detail: {} });
});
