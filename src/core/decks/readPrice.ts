import type { UnitPrice } from '../base/money.ts';
import { type CellReading, faulty, quoted, said } from './cell.ts';
import { type DecimalSign, readNumber } from './readNumber.ts';

/** What the prices of a deck are written in. */
export const priceUnits = { unit: 'currency units', hundredth: 'cents' } as const;
export type PriceUnit = keyof typeof priceUnits;
export const priceUnitList = Object.keys(priceUnits) as [PriceUnit, ...PriceUnit[]];

export type PriceReading = {
  readonly decimalSign: DecimalSign;
  /** ISO 4217; a cell that names another one is refused. */
  readonly currency: string;
  readonly unit: PriceUnit;
};

/** A price cell: an amount, "no calls there", or "no price said". */
export type PriceCell = { readonly kind: 'price'; readonly price: UnitPrice } | { readonly kind: 'blocked' | 'not_available' };

const blockedWords = /^(?:blocked|block|barred|bar|closed|no service)$/i;
const missingWords = /^(?:n\/?a|n\.a\.?|not available|none|-+|-1(?:[.,]0+)?)$/i;
const currencies: Readonly<Record<string, readonly string[]>> = {
  $: ['USD', 'AUD', 'CAD', 'NZD', 'SGD', 'HKD', 'TWD', 'MXN', 'BRL', 'ARS', 'CLP', 'COP', 'FJD', 'JMD', 'BSD', 'BBD', 'TTD'],
  US$: ['USD'],
  A$: ['AUD'],
  C$: ['CAD'],
  NZ$: ['NZD'],
  S$: ['SGD'],
  HK$: ['HKD'],
  R$: ['BRL'],
  '€': ['EUR'],
  '£': ['GBP', 'EGP', 'LBP', 'GIP'],
  '¥': ['JPY', 'CNY'],
  '₹': ['INR'],
  '₽': ['RUB'],
  '₺': ['TRY'],
  '₩': ['KRW'],
  '₦': ['NGN'],
  '₪': ['ILS'],
  zł: ['PLN'],
  R: ['ZAR'],
};
const withCurrency = /^([A-Za-z]{0,3}[$€£¥₹₽₺₩₦₪]|[A-Za-z]{3}|zł|R)? ?([\d.,' ]*\d) ?([$€£¥₹₽₺₩₦₪]|[A-Za-z]{3}|zł)?$/u;

/** Reads a price cell in a deck's declared writing. A currency beside the number must be the deck's own. */
export function readPriceCell(text: string, reading: PriceReading): CellReading<PriceCell> {
  if (blockedWords.test(text)) return said({ kind: 'blocked' });
  if (missingWords.test(text)) return said({ kind: 'not_available' });
  const price = readMoney(text, reading);
  return price.ok ? said({ kind: 'price', price: price.value }) : price;
}

/** An amount of money of zero or more in a deck's declared writing, in 10^-12 units. */
export function readMoney(text: string, { decimalSign, currency, unit }: PriceReading): CellReading<UnitPrice> {
  const [, before, digits = text, after] = withCurrency.exec(text) ?? [];
  for (const name of [before, after]) {
    if (name !== undefined && !isCurrency(name, currency))
      return faulty(`${quoted(text)} is not in ${currency}, the currency of this deck.`);
  }
  const read = readNumber(digits, decimalSign);
  if (!read.ok || unit === 'unit') return read;
  return read.value % 100n === 0n
    ? said((read.value / 100n) as UnitPrice)
    : faulty(`${quoted(text)} cents has more decimals than a price can have: 12 of a currency unit.`);
}

function isCurrency(name: string, currency: string): boolean {
  return name.toUpperCase() === currency || (currencies[name] ?? []).includes(currency);
}
