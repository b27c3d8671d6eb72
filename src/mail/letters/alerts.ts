import type { CustomerAlertFacts } from '../../core/accounts/alert.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import type { LetterText } from '../../core/mail/letter.ts';
import { layLetter } from './layout.ts';

export type AlertLetter = {
  readonly companyName: string;
  readonly customerName: string;
  readonly currency: string;
  readonly facts: CustomerAlertFacts;
};

/** What a customer is told whose money runs low, or whose calls have reached a limit. */
export function alertLetter({ companyName, customerName, currency, facts }: AlertLetter): LetterText {
  const money = (amount: Amount): string => `${formatAmount(amount)} ${currency}`;
  return layLetter({
    ...wordsOf(facts, money),
    greeting: customerName === '' ? 'Good day,' : `Dear ${customerName},`,
    closing: [companyName === '' ? 'Your telephone company' : companyName],
  });
}

function wordsOf(facts: CustomerAlertFacts, money: (amount: Amount) => string) {
  switch (facts.kind) {
    case 'low_balance':
      return {
        subject: `Your balance is ${money(facts.balance)}`,
        paragraphs: [
          `The balance of your account has fallen to ${money(facts.balance)}. You asked to be told at ${money(facts.level)}.`,
          'Calls end when the balance is used up. Please top up in time.',
        ],
      };
    case 'spend_cap':
      return {
        subject: `Your calls have reached the limit of this ${facts.period}`,
        paragraphs: [
          `The calls of this ${facts.period} have reached the limit of ${money(facts.limit)} that is set for your account, so further calls are refused until the next ${facts.period}. Emergency calls always work.`,
          'If these calls are not yours, please tell us at once: somebody may be using your phone.',
        ],
      };
    case 'fraud':
      return {
        subject: facts.reaction === 'warn' ? 'Unusual calls on your account' : 'Calls from your account are stopped',
        paragraphs: [
          'The calls of your account do not look like yours: somebody may be using your phone or its password.',
          ...(facts.reaction === 'lock'
            ? ['Outgoing calls are refused until we have spoken with you. Emergency calls and incoming calls work.']
            : []),
          ...(facts.reaction === 'throttle'
            ? ['Until we have spoken with you, one call at a time can be made. Emergency calls and incoming calls work.']
            : []),
          'Please tell us whether these calls are yours, and change the passwords of your phones if they are not.',
        ],
      };
    default:
      return facts satisfies never;
  }
}
