import { afterEvent } from '../../core/accounts/signup.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { insertSignupEvent } from '../../db/tables/signupEvents.ts';
import { findForm } from '../../db/tables/signupForms.ts';
import { lockSubmission, saveRejected } from '../../db/tables/signupSubmissions.ts';
import { action, done, nameOf } from '../action.ts';
import { writeRejectedLetter } from './letters.ts';

export type RejectSignup = {
  readonly submissionId: Id;
  /** For colleagues. */
  readonly reason: string;
  readonly doesTell: boolean;
  /** Further words in the letter; empty = none. */
  readonly message: string;
};

/** Ends a signup without an account; it stays in the history. */
export const rejectSignup = action<RejectSignup, null>('signup.reject', 'signup.decide', async (work, input) => {
  const signup = await lockSubmission(work.tx, input.submissionId);
  const form = signup && (await findForm(work.tx, signup.formId));
  if (!signup || !form) throw new Refusal('not_found');
  if (afterEvent(signup.state, 'reject') === undefined) throw new Refusal('signup_decided');
  const { email } = signup.details;
  if (input.doesTell && email === '')
    throw fieldRefusal('invalid_input', 'doesTell', 'This signup has no e-mail, so nobody can be told.');
  const at = formatInstant(work.now);
  const actorName = nameOf(work.doer);
  await saveRejected(work.tx, signup.id, input.reason, actorName, at);
  await insertSignupEvent(work.tx, { submissionId: signup.id, at, event: 'rejected', actorName, detail: input.reason });
  if (input.doesTell) await writeRejectedLetter(work, signup.id, form, email, input.message);
  return done(null, { detail: { submissionId: signup.id, reason: input.reason, isTold: input.doesTell } });
});
