import type { CustomerDetails } from '../../core/accounts/details.ts';
import { confirmSeconds, firstState, type SignupState } from '../../core/accounts/signup.ts';
import type { SignupForm } from '../../core/accounts/signupForm.ts';
import {
  addressGroup,
  fillSecondsMax,
  fillSecondsMin,
  hasZeroBits,
  isFlooded,
  lettersPerDay,
  puzzleBits,
  type SignupOrigin,
  siteOf,
} from '../../core/accounts/signupGuard.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { insertSignupEvent } from '../../db/tables/signupEvents.ts';
import { findFormByCode } from '../../db/tables/signupForms.ts';
import {
  countSignups,
  countSignupsOfEmail,
  findByContent,
  findByNonce,
  insertSubmission,
  lockSignups,
} from '../../db/tables/signupSubmissions.ts';
import { action, done, type Work } from '../action.ts';
import { type FormToken, openToken } from './formToken.ts';
import { writeConfirmLetter } from './letters.ts';

export type AcceptSignup = {
  readonly code: string;
  /** As it came. */
  readonly sent: Readonly<Record<string, string>>;
  /** The same, checked. */
  readonly details: CustomerDetails;
  readonly message: string;
  readonly origin: Omit<SignupOrigin, 'hasPageToken'>;
  readonly address: string;
  readonly userAgent: string;
  /** Empty = none. */
  readonly token: string;
  /** The puzzle's solution; empty = none. */
  readonly solution: string;
  /** Where our pages are, for the link in the letter: `https://panel.example.com`. */
  readonly publicUrl: string;
};

/** What the sender is told: the same whether or not anybody knows this customer. */
export type AcceptedSignup = { readonly form: SignupForm; readonly state: SignupState };

const daySeconds = 24 * 3600;

/**
 * Takes a sent form. Twice the same is once. It never looks at accounts, so its answer, its letter and its time tell nobody
 * who is a customer.
 */
export const acceptSignup = action<AcceptSignup, AcceptedSignup>('signup.accept', 'anyone', async (work, input) => {
  const form = await findFormByCode(work.tx, input.code);
  if (!form) throw new Refusal('not_found');
  if (!form.isActive) throw new Refusal('signup_closed');
  const token = openToken(work, form.id, input.token);
  const site = siteOf(form, { ...input.origin, hasPageToken: token?.kind === 'page' });
  if (site === undefined) throw new Refusal('signup_wrong_site');

  const group = addressGroup(input.address);
  await lockSignups(work.tx, form.id, group);
  const accepted = { form, state: firstState(form) };
  const contentHash = work.safe.sha256(JSON.stringify([group, input.details, input.message]));
  if (await wasSent(work, form.id, token, contentHash)) return done(accepted, null);
  const since = (seconds: number) => formatInstant(addSeconds(work.now, -seconds));
  const counts = await countSignups(work.tx, form.id, group, { hour: since(3600), day: since(daySeconds) });
  if (isFlooded(counts, form.limits)) throw new Refusal('too_many_attempts');
  checkToken(work, token, input, counts.ofFormHour);

  const { sent, details, message, address, userAgent } = input;
  const doesConfirm = accepted.state === 'received';
  const letters = doesConfirm ? await countSignupsOfEmail(work.tx, details.email, since(daySeconds)) : 0;
  const link = Buffer.from(work.safe.randomBytes(32)).toString('base64url');
  const id = await insertSubmission(work.tx, {
    ...{ formId: form.id, state: accepted.state, sent, details, message, address, addressGroup: group, userAgent, site },
    ...{ nonce: token?.nonce ?? null, contentHash, receivedAt: formatInstant(work.now) },
    confirmTokenHash: doesConfirm ? work.safe.sha256(link) : null,
    confirmUntil: doesConfirm ? formatInstant(addSeconds(work.now, confirmSeconds)) : null,
  });
  await note(work, id, 'received', site === 'hosted' ? '' : site);
  if (doesConfirm && letters < lettersPerDay)
    await writeConfirmLetter(work, id, form, details, `${input.publicUrl}/signup/${input.code}/confirm/${link}`);
  if (doesConfirm && letters >= lettersPerDay) await note(work, id, 'letter_withheld', '');
  return done(accepted, { detail: { submissionId: id, form: form.name } });
});

/** Sent before: the same filling of a page, or the same content from the same place within a day. */
async function wasSent(work: Work, formId: Id, token: FormToken | undefined, contentHash: string): Promise<boolean> {
  const earlier = token && (await findByNonce(work.tx, token.nonce));
  if (earlier && earlier.contentHash !== contentHash) throw new Refusal('signup_again');
  if (earlier) return true;
  const since = formatInstant(addSeconds(work.now, -daySeconds));
  return (await findByContent(work.tx, formId, contentHash, since)) !== undefined;
}

/** A form without a token is plain HTML on an allowed site: enough while it is calm, in a rush its sender is asked to press once more. */
function checkToken(work: Work, token: FormToken | undefined, input: AcceptSignup, ofFormHour: number): void {
  if (!token) {
    if (input.token !== '' || puzzleBits(ofFormHour) > puzzleBits(0)) throw new Refusal('signup_again');
    return;
  }
  const seconds = (work.now - token.madeAt) / 1000;
  if (seconds < fillSecondsMin || seconds > fillSecondsMax) throw new Refusal('signup_again');
  const isSolved = token.kind === 'page' || hasZeroBits(work.safe.sha256(`${input.token}.${input.solution}`), token.bits);
  if (!isSolved) throw new Refusal('signup_again');
}

async function note(work: Work, submissionId: Id, event: 'received' | 'letter_withheld', detail: string): Promise<void> {
  await insertSignupEvent(work.tx, { submissionId, at: formatInstant(work.now), event, actorName: 'visitor', detail });
}
