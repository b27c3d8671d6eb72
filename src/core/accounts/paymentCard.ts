import { hasLuhnDigit } from '../base/id.ts';
import type { FieldFault } from '../base/refusal.ts';
import type { LocalDate } from '../base/time.ts';
import { brandOf, type CardBrand, cardBrands, isCardLength } from './cardBrand.ts';

/** Month 1 to 12; the card is good to the end of that month in the operator's zone. */
export type CardExpiry = { readonly month: number; readonly year: number };
/** A card as somebody typed it. */
export type WishedCard = { readonly holder: string; readonly number: string; readonly expiry: string };
/** A card that may be stored: digits only. The code on its back is no part of it and is asked for nowhere. */
export type PaymentCard = {
  readonly holder: string;
  readonly number: string;
  readonly brand: CardBrand;
  readonly lastFour: string;
  readonly expiry: CardExpiry;
};

/** Nobody issues a card for longer; a later year is a typing mistake. */
const yearsAheadMax = 20;

type CheckedCard =
  | { readonly ok: true; readonly card: PaymentCard }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** The card, or a fault at each field that keeps it from being stored. `today` in the operator's zone. */
export function checkCard(wished: WishedCard, today: LocalDate): CheckedCard {
  const number = cardDigits(wished.number);
  const holder = wished.holder.trim().replace(/\s+/g, ' ');
  const expiry = parseExpiry(wished.expiry);
  const problems = {
    holder: holderProblem(holder),
    number: numberProblem(wished.number),
    expiry: expiry === undefined ? expiryHint : expiryProblem(expiry, today),
  };
  const faults = Object.entries(problems).flatMap(([field, message]) => (message === undefined ? [] : [{ field, message }]));
  if (faults.length > 0 || expiry === undefined) return { ok: false, faults };
  return { ok: true, card: { holder, number, brand: brandOf(number), lastFour: number.slice(-4), expiry } };
}

/** The number without the spaces, dots and dashes that people type between its groups. */
export const cardDigits = (typed: string): string => typed.replace(/[\s.\-\u2010-\u2015]/g, '');

/** Why this cannot be a card's number, in a sentence that never repeats it; undefined when it can. */
export function numberProblem(typed: string): string | undefined {
  const digits = cardDigits(typed);
  if (digits === '') return 'Type the number of the card.';
  if (!/^[0-9]+$/.test(digits)) return 'A card number has digits only; spaces, dots and dashes may stand between them.';
  if (digits.length < 12) return 'A card number has at least 12 digits.';
  if (digits.length > 19) return 'A card number has at most 19 digits.';
  const brand = brandOf(digits);
  if (!isCardLength(brand, digits.length)) return `A number of ${cardBrands[brand]} does not have ${digits.length} digits.`;
  if (/^0+$/.test(digits) || !hasLuhnDigit(digits)) return 'This card number has a typing mistake: its check digit does not fit.';
  return undefined;
}

/** Why this cannot be the holder of a card; undefined when it can. */
export function holderProblem(holder: string): string | undefined {
  if (holder.trim() === '') return 'Type the name on the card.';
  if (holdsCardNumber(holder)) return 'This looks like a card number. Type the name on the card.';
  return undefined;
}

/** True for text with a card number in it: such text must not be kept where everybody can read it. */
export function holdsCardNumber(text: string): boolean {
  const runs = text.match(/[0-9](?:[\s.\-\u2010-\u2015]?[0-9]){11,}/g) ?? [];
  return runs.map(cardDigits).some((digits) => digits.length > 19 || numberProblem(digits) === undefined);
}

export const expiryHint = 'Write the expiry as on the card: month and year, such as 03/29.';

/** Reads `3/29`, `03/29`, `0329`, `03-2029`, `03 / 29` or `2029-03`; undefined for anything else. */
export function parseExpiry(text: string): CardExpiry | undefined {
  const typed = text.trim();
  const iso = /^(20\d{2})-(\d{2})$/.exec(typed);
  const printed = /^(\d{1,2})\s*[/.\- ]\s*((?:20)?\d{2})$/.exec(typed) ?? /^(\d{2})((?:20)?\d{2})$/.exec(typed);
  const [month, year] = iso ? [Number(iso[2]), Number(iso[1])] : [Number(printed?.[1]), 2000 + (Number(printed?.[2]) % 100)];
  return month >= 1 && month <= 12 ? { month, year } : undefined;
}

/** `MM/YY`, as it stands on the card. */
export const formatExpiry = ({ month, year }: CardExpiry): string =>
  `${String(month).padStart(2, '0')}/${String(year % 100).padStart(2, '0')}`;

/** True from the first day after its month on. `today` in the operator's zone. */
export function hasExpired(expiry: CardExpiry, today: LocalDate): boolean {
  return monthNumber(expiry) < monthNumber(monthOf(today));
}

function expiryProblem(expiry: CardExpiry, today: LocalDate): string | undefined {
  if (hasExpired(expiry, today)) return `This card expired at the end of ${formatExpiry(expiry)}.`;
  if (monthNumber(expiry) > monthNumber(monthOf(today)) + 12 * yearsAheadMax)
    return `This expiry is more than ${yearsAheadMax} years away. Check the year.`;
  return undefined;
}

const monthNumber = ({ month, year }: CardExpiry): number => year * 12 + month - 1;
const monthOf = (date: LocalDate): CardExpiry => ({ year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)) });

/** All that is ever shown of a number: `Visa •••• 4242`. */
export function maskCard(card: Pick<PaymentCard, 'brand' | 'lastFour'>): string {
  return `${cardBrands[card.brand]} •••• ${card.lastFour}`;
}

/** A number in groups as it is printed: 4-4-4-4, American Express and Diners Club 4-6-5 and 4-6-4. */
export function groupCardNumber(digits: string): string {
  const groups = /^(3[47]\d{13}|3\d{13})$/.test(digits)
    ? /^(\d{4})(\d{6})(\d+)$/.exec(digits)?.slice(1)
    : digits.match(/\d{1,4}/g);
  return (groups ?? [digits]).join(' ');
}
