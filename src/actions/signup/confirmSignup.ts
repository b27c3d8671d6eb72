import { afterEvent, isApprovedAutomatically, settingsOfSignup } from '../../core/accounts/signup.ts';
import type { SignupForm } from '../../core/accounts/signupForm.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockSettings } from '../../db/tables/settings.ts';
import { insertSignupEvent } from '../../db/tables/signupEvents.ts';
import { findForm, type StoredSignupForm } from '../../db/tables/signupForms.ts';
import { type LockedSubmission, lockByConfirmToken, saveConfirmed } from '../../db/tables/signupSubmissions.ts';
import { action, done, type Work } from '../action.ts';
import type { PhoneServer } from './letters.ts';
import { openSignupAccount } from './openSignupAccount.ts';

export type ConfirmSignup = { readonly token: string; readonly server: PhoneServer };
export type ConfirmedSignup = { readonly form: SignupForm; readonly isApproved: boolean };

/** Uses the link of the confirmation letter up. The signup then waits for staff, or becomes an account at once. */
export const confirmSignup = action<ConfirmSignup, ConfirmedSignup>('signup.confirm', 'anyone', async (work, input) => {
  const signup = await lockByConfirmToken(work.tx, work.safe.sha256(input.token));
  const form = signup && (await findForm(work.tx, signup.formId));
  const isInTime = signup !== undefined && signup.confirmUntil !== null && signup.confirmUntil > work.now;
  if (!signup || !form || !isInTime || afterEvent(signup.state, 'confirm') === undefined)
    throw new Refusal('signup_link_invalid');
  const at = formatInstant(work.now);
  await saveConfirmed(work.tx, signup.id, at);
  await insertSignupEvent(work.tx, { submissionId: signup.id, at, event: 'confirmed', actorName: 'visitor', detail: '' });
  const isApproved = await approveIfSo(work, { ...signup, state: 'waiting' }, form, input.server);
  return done({ form, isApproved }, { detail: { submissionId: signup.id, isApproved } });
});

/** An account that cannot be made by itself (Settings name no package, say) waits for staff; the confirmation stays. */
async function approveIfSo(work: Work, signup: LockedSubmission, form: StoredSignupForm, server: PhoneServer): Promise<boolean> {
  const { defaultPaymentType } = await lockSettings(work.tx);
  const paymentType = settingsOfSignup(form, {}).paymentType ?? defaultPaymentType;
  if (!isApprovedAutomatically(form, { paymentType })) return false;
  const doer = { kind: 'system', name: `Signup form ${form.name}`, level: 'administrator' } as const;
  try {
    await openSignupAccount({ ...work, doer }, signup, form, { choice: { paymentType }, isActive: true, doesSend: true, server });
    return true;
  } catch (error) {
    // addAccount checks before it writes: a refusal of its choices has changed nothing.
    if (error instanceof Refusal && error.code === 'invalid_input') return false;
    throw error;
  }
}
