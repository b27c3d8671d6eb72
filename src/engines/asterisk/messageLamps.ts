import type { MessageCount } from '../../core/calls/message.ts';
import type { Ami } from './ami.ts';

/** The context of all mailboxes; the views of phones (ast.phone.mailbox) say the same. */
const mailboxContext = 'vsppanel';

/**
 * Tells Asterisk how many messages wait for a number. It remembers that, lights the lamps of SIP phones at once and whenever one
 * registers (RFC 3842), and answers each registration of an IAX2 phone with it. The voicemail is ours, so Asterisk only
 * knows what MinivmMWI publishes; the application wants a channel to run on.
 */
export async function tellMessages(ami: Ami, counts: readonly MessageCount[]): Promise<void> {
  for (const { networkNumber, unheard, heard } of counts) {
    if (!/^\d{4,15}$/.test(networkNumber)) throw new RangeError(`${networkNumber} is no network number`);
    await ami.ask({
      Action: 'Originate',
      Channel: 'Local/lamp@lamps/n',
      Application: 'MinivmMWI',
      Data: `${networkNumber}@${mailboxContext},0,${Math.trunc(unheard)},${Math.trunc(heard)}`,
      Async: 'true',
    });
  }
}
