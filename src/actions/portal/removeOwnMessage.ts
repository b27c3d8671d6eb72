import type { Id } from '../../core/base/id.ts';
import { action } from '../action.ts';
import { removeMessage } from '../voicemail/removeMessage.ts';
import { needOwnMessage } from './customerOf.ts';

/** A customer removes a message of their own. */
export const removeOwnMessage = action<{ readonly messageId: Id }, null>(
  'voicemail.remove',
  'portal_change',
  async (work, input) => {
    await needOwnMessage(work, input.messageId);
    return removeMessage.perform(work, input);
  },
);
