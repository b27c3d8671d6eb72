import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockNote, saveNotePinned } from '../../db/tables/notes.ts';
import { action, done } from '../action.ts';

export type PinNote = { readonly noteId: Id; readonly isPinned: boolean };

/** Pins a note above the others, or takes the pin away: the only thing about a note that ever changes. */
export const pinNote = action<PinNote, null>('note.pin', 'account.change', async (work, { noteId, isPinned }) => {
  const note = await lockNote(work.tx, noteId);
  if (!note) throw new Refusal('not_found');
  if (note.isPinned === isPinned) return done(null, null);
  await saveNotePinned(work.tx, noteId, isPinned);
  return done(null, { accountId: note.accountId, detail: { noteId, isPinned } });
});
