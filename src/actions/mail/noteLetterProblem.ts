import type { Id } from '../../core/base/id.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { pauseAfter } from '../../core/mail/letter.ts';
import { saveLetterProblem } from '../../db/tables/letters.ts';
import { action, done } from '../action.ts';

export type NoteLetterProblem = {
  readonly letterId: Id;
  readonly problem: string;
  /** With the one that just failed. */
  readonly tries: number;
  /** No other try is of use. */
  readonly isFinal: boolean;
};

/** The server did not take the letter: once more after a pause, or given up. */
export const noteLetterProblem = action<NoteLetterProblem, null>('mail.note_problem', 'setting.change', async (work, input) => {
  const pause = input.isFinal ? undefined : pauseAfter(input.tries);
  const nextTryAt = pause === undefined ? undefined : formatInstant(addSeconds(work.now, pause));
  await saveLetterProblem(work.tx, input.letterId, input.problem, nextTryAt);
  return done(null, null);
});
