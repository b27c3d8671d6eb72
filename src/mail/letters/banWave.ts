import type { LetterText } from '../../core/mail/letter.ts';
import { layLetter } from './layout.ts';

/** What staff are told when many networks guess at once. */
export function banWaveLetter({ companyName, count }: { readonly companyName: string; readonly count: number }): LetterText {
  return layLetter({
    subject: 'Many networks are guessing the secrets of your phones',
    greeting: 'Good day,',
    paragraphs: [
      `${count} networks or more were banned within the last ten minutes, because secrets or numbers of phones were guessed from there.`,
      'Nothing needs to be done for it to be kept out. Look at Network → Security in the panel: if you know one of the networks, put it on the list of those that are never banned.',
    ],
    closing: [companyName === '' ? 'vspPanel' : companyName],
  });
}
