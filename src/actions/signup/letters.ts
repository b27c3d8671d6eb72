import type { CustomerDetails } from '../../core/accounts/details.ts';
import type { SignupForm } from '../../core/accounts/signupForm.ts';
import { signupWords } from '../../core/accounts/signupWords.ts';
import type { Id } from '../../core/base/id.ts';
import { queueLetter } from '../../db/tables/letters.ts';
import { findCompanyName } from '../../db/tables/settings.ts';
import type { Credentials } from '../accounts/giveSecret.ts';
import type { Work } from '../action.ts';
import { queueSecretLetter } from '../mail/queueSecretLetter.ts';

/** Where phones register. */
export type PhoneServer = { readonly address: string; readonly sipPort: number; readonly iaxPort: number };

/** The link that proves whose e-mail it is. Holds nothing that the sender typed: the letter cannot carry a stranger's words. */
export async function writeConfirmLetter(
  work: Work,
  id: Id,
  form: SignupForm,
  details: CustomerDetails,
  link: string,
): Promise<void> {
  const words = signupWords[form.language];
  const text = [words.confirmLetter, link, words.confirmIgnore];
  await writeSecret(work, { key: `signup confirm ${id}`, to: details.email, subject: words.confirmSubject, text });
}

/** What goes into the phone. The secret stands here and nowhere else in clear; the letter is sealed until it is sent, then forgotten. */
export async function writeCredentialsLetter(
  work: Work,
  id: Id,
  form: SignupForm,
  to: string,
  account: { readonly id: Id; readonly accountNumber: string; readonly credentials: Credentials; readonly server: PhoneServer },
): Promise<void> {
  const words = signupWords[form.language];
  const { credentials, server } = account;
  const lines = [
    `${words.accountNumber}: ${account.accountNumber}`,
    `${words.userName}: ${credentials.networkNumber}`,
    `${words.secret}: ${credentials.secret}`,
    `${words.server}: ${server.address}`,
    ...(credentials.protocols.includes('sip') ? [`${words.sipPort}: ${server.sipPort}`] : []),
    ...(credentials.protocols.includes('iax') ? [`${words.iaxPort}: ${server.iaxPort}`] : []),
  ].join('\n');
  const text = [words.approvedLetter, lines, words.approvedKeep];
  await writeSecret(work, { key: `signup credentials ${id}`, to, subject: words.approvedSubject, text, accountId: account.id });
}

/** Why it was rejected stays inside; `message` is what staff wants to say. */
export async function writeRejectedLetter(work: Work, id: Id, form: SignupForm, to: string, message: string): Promise<void> {
  const words = signupWords[form.language];
  const text = message === '' ? [words.rejectedLetter] : [words.rejectedLetter, message];
  await write(work, { key: `signup rejected ${id}`, to, subject: words.rejectedSubject, text });
}

type Letter = {
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly text: readonly string[];
  readonly accountId?: Id;
};

async function write(work: Work, letter: Letter): Promise<void> {
  await queueLetter(work.tx, await signed(work, letter));
}

/** For credentials and one-time links: sealed while it waits. */
async function writeSecret(work: Work, letter: Letter): Promise<void> {
  await queueSecretLetter(work, await signed(work, letter));
}

async function signed(work: Work, { text, ...letter }: Letter) {
  const company = await findCompanyName(work.tx);
  return { ...letter, text: [...text, company].filter((part) => part !== '').join('\n\n') };
}
