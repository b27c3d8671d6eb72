import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockMessage, removeMessage as removeRow } from '../../db/tables/voicemailMessages.ts';
import { action, done } from '../action.ts';

/** Removes a message; its sound is deleted a moment later. */
export const removeMessage = action<{ readonly messageId: Id }, null>(
  'voicemail.remove',
  'voicemail.listen',
  async (work, input) => {
    const message = await lockMessage(work.tx, input.messageId);
    if (!message) throw new Refusal('not_found');
    await removeRow(work.tx, message.id, work.now);
    const detail = { from: message.callerNumber, left: formatInstant(message.leftAt) };
    return done(null, { accountId: message.accountId, detail });
  },
);
