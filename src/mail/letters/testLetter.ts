import type { LetterText } from '../../core/mail/letter.ts';
import { layLetter } from './layout.ts';

/** What the Test button of Settings → Mail sends. */
export function testLetter(companyName: string): LetterText {
  return layLetter({
    subject: 'vspPanel can send mail',
    greeting: 'Good day,',
    paragraphs: [
      'This letter was sent by the Test button of Settings → Mail. That it reached you means that the mail settings work.',
    ],
    closing: [companyName === '' ? 'vspPanel' : companyName],
  });
}
