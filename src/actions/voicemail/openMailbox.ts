import { findMailbox, listRecordings } from '../../db/tables/voicemailMessages.ts';
import { action, done } from '../action.ts';

export type MailboxPin = { readonly networkNumber: string; readonly pin: string };

/** The recordings that this PIN opens, oldest first; undefined when it is wrong. A number without voicemail takes as long as a wrong PIN. */
export const openMailbox = action<MailboxPin, readonly string[] | undefined>(
  'voicemail.open',
  'account.change',
  async (work, input) => {
    const mailbox = await findMailbox(work.tx, input.networkNumber);
    const isRight = await work.safe.isPassword(input.pin, mailbox?.pinHash ?? undefined);
    if (!mailbox?.hasVoicemail || !isRight) return done(undefined, null);
    return done(await listRecordings(work.tx, mailbox.networkNumberId), null);
  },
);
