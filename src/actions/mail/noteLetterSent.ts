import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { saveLetterSent } from '../../db/tables/letters.ts';
import { action, done } from '../action.ts';

/** The server took the letter; a secret in it is forgotten. */
export const noteLetterSent = action<{ readonly letterId: Id }, null>('mail.note_sent', 'setting.change', async (work, input) => {
  await saveLetterSent(work.tx, input.letterId, formatInstant(work.now));
  return done(null, null);
});
