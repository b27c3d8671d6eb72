import type { LetterText } from '../../core/mail/letter.ts';
import { layLetter } from './layout.ts';

export type PhoneCredentialsLetter = {
  readonly companyName: string;
  readonly customerName: string;
  readonly networkNumber: string;
  readonly secret: string;
  readonly server: string;
  /** Undefined: the account may not use this protocol. */
  readonly sipPort?: number | undefined;
  readonly iaxPort?: number | undefined;
  /** SIP over TLS. */
  readonly sipsPort?: number | undefined;
  /** A new secret for a phone that worked before. */
  readonly isReset: boolean;
};

/** What a customer types into a phone. Holds a secret: queue it sealed. */
export function phoneCredentialsLetter(one: PhoneCredentialsLetter): LetterText {
  const company = one.companyName === '' ? 'Your telephone company' : one.companyName;
  const at = one.companyName === '' ? '' : ` at ${one.companyName}`;
  const about = one.isReset
    ? `The secret of your phone ${one.networkNumber} was changed; the old one no longer works. Type these values into the phone:`
    : `Your phone number${at} is ${one.networkNumber}. Type these values into your phone or soft-phone:`;
  return layLetter({
    subject: one.isReset ? `New secret for your phone ${one.networkNumber}` : `Your phone ${one.networkNumber}${at}`,
    greeting: one.customerName === '' ? 'Good day,' : `Dear ${one.customerName},`,
    paragraphs: [about],
    facts: [
      { label: 'User name', value: one.networkNumber },
      { label: 'Secret', value: one.secret },
      { label: 'Server', value: one.server },
      ...(one.sipPort === undefined ? [] : [{ label: 'SIP port (UDP)', value: String(one.sipPort) }]),
      ...(one.sipsPort === undefined ? [] : [{ label: 'SIP port (TLS)', value: String(one.sipsPort) }]),
      ...(one.iaxPort === undefined ? [] : [{ label: 'IAX port (UDP)', value: String(one.iaxPort) }]),
    ],
    closing: ['Whoever knows the secret can call at your expense: keep this letter to yourself.', '', company],
  });
}
