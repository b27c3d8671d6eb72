import type { MessageMark } from '../../core/calls/message.ts';
import { markOwnMessage } from '../../db/tables/voicemailMessages.ts';
import { action, done } from '../action.ts';

type Mark = { readonly networkNumber: string; readonly recording: string; readonly mark: MessageMark };

/** What its owner did with a message on the phone: heard it, or removed it. */
export const markMessage = action<Mark, null>('voicemail.mark', 'account.change', async (work, input) => {
  const removedAt = input.mark === 'removed' ? work.now : null;
  await markOwnMessage(work.tx, input.networkNumber, input.recording, { heardAt: work.now, removedAt });
  return done(null, null);
});
