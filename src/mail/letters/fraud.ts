import type { GuardReaction } from '../../core/fraud/guardSettings.ts';
import type { LetterText } from '../../core/mail/letter.ts';
import { layLetter } from './layout.ts';

export type FraudLetter = {
  readonly reaction: Exclude<GuardReaction, 'off'>;
  readonly said: string;
  readonly accountId: string;
};

const subjects: Readonly<Record<FraudLetter['reaction'], string>> = {
  warn: 'Fraud guard: unusual calls',
  throttle: 'Fraud guard: an account was throttled',
  lock: 'Fraud guard: an account was locked',
};

/** What the operator's own people are told. */
export function fraudLetter({ reaction, said, accountId }: FraudLetter): LetterText {
  return layLetter({
    subject: subjects[reaction],
    greeting: 'Good day,',
    paragraphs: [
      said,
      `It is about account ${accountId}: open it in the panel under /accounts/${accountId}. Ask the customer whether the calls are theirs. If they are, release the account there; if not, give the phones new passwords first.`,
    ],
    closing: ['vspPanel'],
  });
}
