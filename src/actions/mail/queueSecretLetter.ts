import { letterBinding } from '../../core/mail/mailSettings.ts';
import { type NewLetter, queueSealedLetter } from '../../db/tables/letters.ts';
import type { Work } from '../action.ts';

/** What is sealed of a letter. */
export type SealedBodies = Pick<NewLetter, 'text' | 'html'>;

/** Queues a letter that holds a secret (credentials, a one-time link): sealed while it waits, forgotten once it is sent or given up. */
export async function queueSecretLetter(work: Pick<Work, 'tx' | 'safe'>, letter: NewLetter): Promise<void> {
  const { text, html, ...envelope } = letter;
  const bodies: SealedBodies = { text, ...(html !== undefined && { html }) };
  const sealed = work.safe.seal(JSON.stringify(bodies), letterBinding(letter.key));
  await queueSealedLetter(work.tx, { ...envelope, sealed });
}
