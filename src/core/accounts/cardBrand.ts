/** The brands that are told apart; `other` is any card of ISO/IEC 7812 that none of the ranges below knows. */
export const cardBrands = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  maestro: 'Maestro',
  other: 'Card',
} as const;
export type CardBrand = keyof typeof cardBrands;

/** `first` to `last` of the leading digits (issuer identification number), both included; the longest that fits decides. */
type Range = { readonly brand: CardBrand; readonly first: string; readonly last: string };
const only = (brand: CardBrand, ...starts: readonly string[]): readonly Range[] =>
  starts.map((start) => ({ brand, first: start, last: start }));

// Published ranges of the card schemes (ISO/IEC 7812-1 issuer identification numbers), as of 2026.
const ranges: readonly Range[] = [
  ...only('visa', '4'),
  { brand: 'mastercard', first: '51', last: '55' },
  { brand: 'mastercard', first: '2221', last: '2720' },
  ...only('amex', '34', '37'),
  { brand: 'diners', first: '300', last: '305' },
  ...only('diners', '3095', '36', '38', '39'),
  ...only('discover', '6011', '65'),
  { brand: 'discover', first: '644', last: '649' },
  { brand: 'jcb', first: '3528', last: '3589' },
  ...only('unionpay', '62'),
  { brand: 'unionpay', first: '8100', last: '8171' },
  ...only('maestro', '50', '6304', '6390', '67'),
  { brand: 'maestro', first: '56', last: '58' },
];
const longestFirst = [...ranges].sort((a, b) => b.first.length - a.first.length);

/** How many digits the cards of a brand have. */
const lengths: Readonly<Record<CardBrand, readonly number[]>> = {
  visa: [13, 16, 19],
  mastercard: [16],
  amex: [15],
  diners: [14, 15, 16, 17, 18, 19],
  discover: [16, 17, 18, 19],
  jcb: [16, 17, 18, 19],
  unionpay: [16, 17, 18, 19],
  maestro: [12, 13, 14, 15, 16, 17, 18, 19],
  other: [12, 13, 14, 15, 16, 17, 18, 19],
};

/** The brand of a card number, or of the beginning of one that is still being typed. */
export function brandOf(digits: string): CardBrand {
  const fits = ({ first, last }: Range) => {
    const start = digits.slice(0, first.length);
    return start.length === first.length && start >= first && start <= last;
  };
  return longestFirst.find(fits)?.brand ?? 'other';
}

/** True when a card of this brand may have so many digits. */
export function isCardLength(brand: CardBrand, length: number): boolean {
  return lengths[brand].includes(length);
}
