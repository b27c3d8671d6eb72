import { afterEvent } from '../../core/accounts/signup.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { findForm } from '../../db/tables/signupForms.ts';
import { lockSubmission } from '../../db/tables/signupSubmissions.ts';
import type { AddedAccount } from '../accounts/addAccount.ts';
import { action, done } from '../action.ts';
import { type Approval, openSignupAccount } from './openSignupAccount.ts';

export type ApproveSignup = Approval & { readonly submissionId: Id };

/** Makes the account of a signup, once, however many operators press the button. */
export const approveSignup = action<ApproveSignup, AddedAccount>('signup.approve', 'signup.decide', async (work, input) => {
  const signup = await lockSubmission(work.tx, input.submissionId);
  const form = signup && (await findForm(work.tx, signup.formId));
  if (!signup || !form) throw new Refusal('not_found');
  if (afterEvent(signup.state, 'approve') === undefined) throw new Refusal('signup_decided');
  if (input.doesSend && signup.details.email === '')
    throw fieldRefusal('invalid_input', 'doesSend', 'This signup has no e-mail, so credentials cannot be sent.');
  const added = await openSignupAccount(work, signup, form, input);
  return done(added, {
    accountId: added.accountId,
    detail: { submissionId: signup.id, form: form.name, isSent: input.doesSend },
  });
});
