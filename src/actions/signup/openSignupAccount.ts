import { type SignupChoice, settingsOfSignup } from '../../core/accounts/signup.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockAccount, saveAccountActive } from '../../db/tables/accounts.ts';
import { insertAudit } from '../../db/tables/audit.ts';
import { insertSignupEvent } from '../../db/tables/signupEvents.ts';
import type { StoredSignupForm } from '../../db/tables/signupForms.ts';
import { type LockedSubmission, saveApproved } from '../../db/tables/signupSubmissions.ts';
import { type AddedAccount, addAccount } from '../accounts/addAccount.ts';
import { nameOf, type Work } from '../action.ts';
import { type PhoneServer, writeCredentialsLetter } from './letters.ts';

export type Approval = {
  readonly choice: SignupChoice;
  readonly isActive: boolean;
  /** Sends the credentials to the signup's e-mail; the caller has made sure that there is one. */
  readonly doesSend: boolean;
  readonly server: PhoneServer;
};

/** Makes the account of a signup, locked before, in the caller's transaction: both or neither. */
export async function openSignupAccount(
  work: Work,
  signup: LockedSubmission,
  form: StoredSignupForm,
  approval: Approval,
): Promise<AddedAccount> {
  const { answer, audit } = await addAccount.perform(work, {
    details: { ...signup.details, language: signup.details.language || form.language },
    settings: settingsOfSignup(form, approval.choice),
    customerNumber: undefined,
    extras: form.extras,
    note: [`Signed up through “${form.name}”.`, signup.message].filter((part) => part !== '').join('\n\n'),
  });
  await insertAudit(work.tx, { at: work.now, doer: work.doer, action: addAccount.name, ...audit });
  if (!approval.isActive) await saveAccountActive(work.tx, answer.accountId, false);
  await noteApproval(work, signup.id, answer.accountId);
  if (approval.doesSend) await sendCredentials(work, signup, form, approval.server, answer);
  return answer;
}

async function noteApproval(work: Work, submissionId: Id, accountId: Id): Promise<void> {
  const at = formatInstant(work.now);
  const actorName = nameOf(work.doer);
  await saveApproved(work.tx, submissionId, accountId, actorName, at);
  await insertSignupEvent(work.tx, { submissionId, at, event: 'approved', actorName, detail: '' });
}

async function sendCredentials(
  work: Work,
  signup: LockedSubmission,
  form: StoredSignupForm,
  server: PhoneServer,
  { accountId, credentials }: AddedAccount,
): Promise<void> {
  const accountNumber = (await lockAccount(work.tx, accountId))?.accountNumber ?? '';
  await writeCredentialsLetter(work, signup.id, form, signup.details.email, {
    id: accountId,
    accountNumber,
    credentials,
    server,
  });
}
