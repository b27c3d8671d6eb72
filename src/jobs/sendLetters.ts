import { noteLetterProblem } from '../actions/mail/noteLetterProblem.ts';
import { noteLetterSent } from '../actions/mail/noteLetterSent.ts';
import { takeLetters } from '../actions/mail/takeLetters.ts';
import { attachmentsOf } from './attachments.ts';
import type { Office } from './office.ts';

/** What sending letters needs of the office. */
export type PostRoom = Pick<Office, 'act' | 'send' | 'printer'>;

/** So many letters are taken at once. */
const handful = 10;

/** Sends every letter that is due, one after the other, and notes how each went. Answers how many were handed over. */
export async function sendLetters(room: PostRoom): Promise<number> {
  let sent = 0;
  for (;;) {
    const taken = await room.act(takeLetters, { limit: handful });
    if (!taken || taken.letters.length === 0) return sent;
    for (const { id: letterId, key, tries, invoiceId, attachesXml, ...letter } of taken.letters) {
      const attached = invoiceId === null ? undefined : await attachmentsOf(room, invoiceId, attachesXml);
      if (attached?.ok === false) {
        await room.act(noteLetterProblem, { letterId, problem: attached.problem, tries, isFinal: false });
        continue;
      }
      const attachments = attached && { attachments: attached.files };
      const outcome = await room.send(taken.server, {
        ...letter,
        ...attachments,
        messageId: messageIdOf(key, taken.server.fromAddress),
      });
      if (outcome.ok) await room.act(noteLetterSent, { letterId });
      else await room.act(noteLetterProblem, { letterId, problem: outcome.problem, tries, isFinal: outcome.isFinal });
      if (outcome.ok) sent += 1;
    }
  }
}

/** Made of the letter's key, so that a letter that went out twice can be seen as one. */
function messageIdOf(key: string, fromAddress: string): string {
  const domain = fromAddress.split('@').at(-1) ?? 'localhost';
  return `${encodeURIComponent(key).replace(/[^\w.%-]/g, '')}@${domain}`;
}
