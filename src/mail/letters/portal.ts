import type { LetterText } from '../../core/mail/letter.ts';
import { layLetter } from './layout.ts';

export type PortalLetterWords = {
  readonly kind: 'invitation' | 'forgotten';
  readonly companyName: string;
  readonly name: string;
  readonly email: string;
  readonly link: string;
};

/** A link to choose a password for the customer portal. Whoever has the link can sign in: queue it sealed. */
export function portalLetter({ kind, companyName, name, email, link }: PortalLetterWords): LetterText {
  const company = companyName === '' ? 'your telephone company' : companyName;
  const words = {
    invitation: {
      subject: `Your account with ${company}, online`,
      about: `You can now see calls, balance and invoices with ${company} online, and look after your phones. Choose a password here; the link is good for seven days:`,
    },
    forgotten: {
      subject: `A new password for ${company}`,
      about: `Somebody asked for a new password for ${email}. Choose it here; the link is good for one hour. If it was not you, do nothing: the old password stays.`,
    },
  }[kind];
  return layLetter({
    subject: words.subject,
    greeting: `Dear ${name},`,
    paragraphs: [words.about, link],
    closing: ['', companyName === '' ? 'Your telephone company' : companyName],
  });
}
