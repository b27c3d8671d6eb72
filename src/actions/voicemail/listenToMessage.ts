import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockMessage } from '../../db/tables/voicemailMessages.ts';
import { action, done } from '../action.ts';

/** Staff hear a customer's message: somebody's private words, so each time stands in the history. Answers the recording's name. */
export const listenToMessage = action<{ readonly messageId: Id }, string>(
  'voicemail.listen',
  'voicemail.listen',
  async (work, input) => {
    const message = await lockMessage(work.tx, input.messageId);
    if (!message) throw new Refusal('not_found');
    const detail = { from: message.callerNumber, left: formatInstant(message.leftAt) };
    return done(message.recording, { accountId: message.accountId, detail });
  },
);
