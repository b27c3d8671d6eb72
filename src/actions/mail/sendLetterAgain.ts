import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockLetter, reviveLetter } from '../../db/tables/letters.ts';
import { action, done } from '../action.ts';

/** A letter that was given up is tried again from the start. */
export const sendLetterAgain = action<{ readonly letterId: Id }, null>(
  'mail.send_again',
  'setting.change',
  async (work, input) => {
    const letter = await lockLetter(work.tx, input.letterId);
    if (!letter) throw new Refusal('not_found');
    if (letter.state !== 'failed') throw new Refusal('in_use', { message: 'Only a letter that was given up can be sent again.' });
    if (letter.holdsSecret)
      throw new Refusal('in_use', { message: 'The secret in this letter is forgotten. Make a new secret and send that.' });
    await reviveLetter(work.tx, letter.id, formatInstant(work.now));
    return done(null, { detail: { letterId: letter.id } });
  },
);
