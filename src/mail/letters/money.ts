import { currencyDigits } from '../../core/base/currency.ts';
import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import type { LetterText } from '../../core/mail/letter.ts';
import { layLetter } from './layout.ts';

/** Who writes to whom. */
export type Sender = { readonly companyName: string; readonly customerName: string };
type Money = { readonly amount: Amount; readonly currency: string };

const greetingOf = ({ customerName }: Sender): string => (customerName === '' ? 'Good day,' : `Dear ${customerName},`);
const closingOf = ({ companyName }: Sender): readonly string[] => [
  '',
  companyName === '' ? 'Your telephone company' : companyName,
];

/** `12.50 AUD`, `1500 JPY`: as many decimals as the currency has. */
export function moneyText(amount: Amount, currency: string): string {
  const digits = currencyDigits(currency);
  const [whole = '', fraction = ''] = formatAmount(amount).split('.');
  const shown = fraction.replace(/0+$/, '').padEnd(digits, '0');
  return `${whole}${shown === '' ? '' : `.${shown}`} ${currency}`;
}

/** Thanks for money received. */
export function receiptLetter(
  one: Sender &
    Money & { readonly method: string; readonly receivedOn: string; readonly reference: string; readonly paymentId: Id },
): LetterText {
  const { amount, currency, method, receivedOn, reference, paymentId } = one;
  return layLetter({
    subject: `Receipt: ${moneyText(amount, currency)}`,
    greeting: greetingOf(one),
    paragraphs: ['Thank you. We have received your payment:'],
    facts: [
      { label: 'Amount', value: moneyText(amount, currency) },
      { label: 'Received on', value: receivedOn },
      { label: 'By', value: method },
      ...(reference === '' ? [] : [{ label: 'Reference', value: reference }]),
      { label: 'Our number', value: String(paymentId) },
    ],
    closing: closingOf(one),
  });
}

type Owed = Sender & Money & { readonly numbers: readonly string[]; readonly link: string };

/** A link to pay by card. Whoever has the link can pay: queue it sealed. */
export function payLinkLetter(one: Owed): LetterText {
  return layLetter({
    subject: `Your payment of ${moneyText(one.amount, one.currency)}`,
    greeting: greetingOf(one),
    paragraphs: [`Here you can pay ${whatFor(one)} by card:`, one.link],
    closing: closingOf(one),
  });
}

/** The card was not charged. */
export function chargeFailedLetter(
  one: Owed & { readonly card: string; readonly reason: string; readonly nextOn: string | undefined },
): LetterText {
  const next =
    one.nextOn === undefined ? 'We will not try this card again by ourselves.' : `We will try the card again on ${one.nextOn}.`;
  return layLetter({
    subject: `Your card was not charged: ${moneyText(one.amount, one.currency)}`,
    greeting: greetingOf(one),
    paragraphs: [
      `We could not charge ${moneyText(one.amount, one.currency)} for ${invoiceText(one.numbers)} to your card ${one.card}. ${one.reason} ${next}`,
      'You can pay here, with this or another card:',
      one.link,
    ],
    closing: closingOf(one),
  });
}

/** A step of the reminder ladder. */
export function reminderLetter(
  one: Owed & {
    readonly dueOn: string;
    readonly kind: 'reminder' | 'restrict' | 'suspend';
    readonly isFirst: boolean;
    readonly fee: Amount | null;
  },
): LetterText {
  const consequence = {
    reminder: 'If you have paid meanwhile, thank you; then please disregard this letter.',
    restrict:
      'Until it is paid, your phones receive calls but cannot place any, except to emergency numbers. Your payment ends this by itself.',
    suspend: 'Until it is paid, your account is suspended and your phones do not work. Your payment ends this by itself.',
  }[one.kind];
  const subject = {
    reminder: one.isFirst ? 'Reminder' : 'Another reminder',
    restrict: 'Your phones are restricted',
    suspend: 'Your account is suspended',
  };
  return layLetter({
    subject: `${subject[one.kind]}: ${invoiceText(one.numbers)}`,
    greeting: greetingOf(one),
    paragraphs: [
      `${capital(invoiceText(one.numbers))} was due on ${one.dueOn}, and ${moneyText(one.amount, one.currency)} of it is still open.`,
      consequence,
      ...(one.fee === null ? [] : [`A fee of ${moneyText(one.fee, one.currency)} for this letter will be on your next invoice.`]),
      'You can pay here by card:',
      one.link,
    ],
    closing: closingOf(one),
  });
}

const invoiceText = (numbers: readonly string[]): string =>
  numbers.length === 1 ? `invoice ${numbers[0]}` : `invoices ${numbers.join(', ')}`;
const whatFor = ({ amount, currency, numbers }: Owed): string =>
  numbers.length === 0 ? moneyText(amount, currency) : `${moneyText(amount, currency)} for ${invoiceText(numbers)}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
