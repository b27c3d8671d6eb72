import { type LeftMessage, messageLetter } from '../../core/calls/message.ts';
import { queueLetter } from '../../db/tables/letters.ts';
import { findCompany, findMailbox, insertMessage, isRecordingWanted } from '../../db/tables/voicemailMessages.ts';
import { action, done } from '../action.ts';

/**
 * Keeps a message that a caller left, and tells its owner by e-mail where that is wished. The same recording twice is once.
 * False when nobody wants it: its number is gone, or it was removed before.
 */
export const keepMessage = action<LeftMessage, boolean>('voicemail.keep', 'account.change', async (work, left) => {
  const mailbox = await findMailbox(work.tx, left.networkNumber);
  if (!mailbox) return done(await isRecordingWanted(work.tx, left.recording), null);
  const id = await insertMessage(work.tx, mailbox, left);
  if (id === undefined) return done(await isRecordingWanted(work.tx, left.recording), null);
  if (mailbox.email !== '') {
    const letter = messageLetter(left, await findCompany(work.tx));
    await queueLetter(work.tx, { ...letter, key: `voicemail ${id}`, to: mailbox.email, accountId: mailbox.accountId });
  }
  return done(true, null);
});
