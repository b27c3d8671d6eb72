import type { Id } from '../../core/base/id.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { letterBinding, type MailSettings } from '../../core/mail/mailSettings.ts';
import { type ClaimedLetter, claimLetters, saveLetterProblem } from '../../db/tables/letters.ts';
import { action, done, type Work } from '../action.ts';
import { openMailServer } from './openMailServer.ts';
import type { SealedBodies } from './queueSecretLetter.ts';

export type TakenLetter = {
  readonly id: Id;
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | undefined;
  /** The invoice that is attached. */
  readonly invoiceId: Id | null;
  readonly attachesXml: boolean;
  readonly tries: number;
};
export type TakenLetters = { readonly server: MailSettings; readonly letters: readonly TakenLetter[] };

/** Longer than sending a whole handful can take; then whoever took them is taken for dead. Seconds. */
const leaseSeconds = 30 * 60;

/** Takes a handful of letters that are due, with the server to send them by; undefined while there is no server. */
export const takeLetters = action<{ readonly limit: number }, TakenLetters | undefined>(
  'mail.take_letters',
  'setting.change',
  async (work, { limit }) => {
    const server = await openMailServer(work);
    if (!server) return done(undefined, null);
    const leaseUntil = formatInstant(addSeconds(work.now, leaseSeconds));
    const claimed = await claimLetters(work.tx, formatInstant(work.now), leaseUntil, limit);
    const letters: TakenLetter[] = [];
    for (const one of claimed) {
      const letter = opened(work, one);
      if (letter) letters.push(letter);
      else await saveLetterProblem(work.tx, one.id, 'The letter cannot be opened: it was sealed with another key.', undefined);
    }
    return done({ server, letters }, null);
  },
);

/** Undefined when the bodies were sealed with another key: one such letter does not keep the others from going out. */
function opened(work: Work, { sealed, html, ...letter }: ClaimedLetter): TakenLetter | undefined {
  if (sealed === null) return { ...letter, html: html ?? undefined };
  try {
    const bodies = JSON.parse(work.safe.open(sealed, letterBinding(letter.key))) as SealedBodies;
    return { ...letter, text: bodies.text, html: bodies.html };
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
