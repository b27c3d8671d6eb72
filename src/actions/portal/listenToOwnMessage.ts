import type { Id } from '../../core/base/id.ts';
import { noteHeardByOwner } from '../../db/tables/voicemailMessages.ts';
import { action, done } from '../action.ts';
import { listenToMessage } from '../voicemail/listenToMessage.ts';
import { needOwnMessage } from './customerOf.ts';

/** A customer hears a message of their own. Nothing that anybody would look for. Answers the recording's name. */
export const listenToOwnMessage = action<{ readonly messageId: Id }, string>(
  'portal.listen',
  'portal_change',
  async (work, input) => {
    await needOwnMessage(work, input.messageId);
    await noteHeardByOwner(work.tx, input.messageId, work.now);
    return done((await listenToMessage.perform(work, input)).answer, null);
  },
);
