import { roundToUnit } from '../base/currency.ts';
import { wholePercent } from './percent.ts';

/** Which taxes a line takes part in. */
export const taxClasses = ['calls', 'extras', 'untaxed'] as const;
export type TaxClass = (typeof taxClasses)[number];

/** Calls alone, extras and one-time charges alone, or both. */
export const taxScopes = ['everything', 'calls', 'extras'] as const;
export type TaxScope = (typeof taxScopes)[number];

/** A tax as the billing settings name it. */
export type Tax = {
  readonly name: string;
  /** 10^-4 of a percent: 100000 = 10 %. */
  readonly percent: bigint;
  /** Prices contain it already; otherwise it is added. */
  readonly isInclusive: boolean;
  readonly appliesTo: TaxScope;
  /** Customers of which countries (ISO 3166-1 alpha-2) pay it; empty = all. */
  readonly countries: readonly string[];
  /** A customer abroad with a tax id is not charged; the invoice says "Reverse charge". */
  readonly hasReverseCharge: boolean;
};

/** A tax as printed on an invoice. Money is a decimal string in the currency's decimals. */
export type TaxLine = {
  readonly name: string;
  /** Such as `10` or `8.875`. */
  readonly percent: string;
  readonly isInclusive: boolean;
  readonly appliesTo: TaxScope;
  /** Without the tax. */
  readonly base: string;
  readonly amount: string;
};

/** A tax that was worked out; money in 10^-8, payable in the currency. */
export type TaxSum = {
  readonly tax: Tax;
  readonly base: bigint;
  readonly amount: bigint;
};

/** What the lines of each class add up to as printed: 10^-8, payable. */
export type ClassSums = Readonly<Record<TaxClass, bigint>>;
type Taxed = Exclude<TaxClass, 'untaxed'>;
const taxed: readonly Taxed[] = ['calls', 'extras'];

/** Who is taxed. Countries are ISO 3166-1 alpha-2. */
export type TaxPayer = {
  /** Empty = the operator's. */
  readonly country: string;
  readonly taxId: string;
  /** Why this account pays no tax; empty = it does. */
  readonly exemption: string;
  readonly operatorCountry: string;
};

/** Which of the operator's taxes this customer pays, and what the invoice says of those that are not charged. */
export function taxesFor(
  taxes: readonly Tax[],
  payer: TaxPayer,
): { readonly taxes: readonly Tax[]; readonly notes: readonly string[] } {
  const country = payer.country === '' ? payer.operatorCountry : payer.country;
  const here = taxes.filter((tax) => tax.countries.length === 0 || tax.countries.includes(country));
  if (payer.exemption !== '') return { taxes: [], notes: here.length === 0 ? [] : [`Exempt from tax: ${payer.exemption}`] };
  const isAbroad = country !== payer.operatorCountry && payer.taxId !== '';
  const charged = here.filter((tax) => !(tax.hasReverseCharge && isAbroad));
  const note = 'Reverse charge: the customer owes the tax in their own country.';
  return { taxes: charged, notes: charged.length === here.length ? [] : [note] };
}

/**
 * Each tax, rounded once (charging.md R11, R12): an added one on its base without tax, a contained one out of what the lines add up to.
 * Several contained taxes share the price: each is its percentage of the same net. Taxes with nothing to tax are left out.
 */
export function taxSums(taxes: readonly Tax[], sums: ClassSums, currency: string): readonly TaxSum[] {
  const inclusive = taxes.filter((tax) => tax.isInclusive);
  return taxes
    .filter((tax) => classesOf(tax).some((one) => sums[one] !== 0n))
    .map((tax) => {
      const net = netOf(tax, inclusive, sums, currency);
      if (!tax.isInclusive) return { tax, base: net, amount: roundToUnit(net * tax.percent, wholePercent, currency) };
      const amount = containedIn(tax, inclusive, sums, currency);
      const isAlone = inclusive.every((other) => other === tax || !classesOf(other).some((one) => classesOf(tax).includes(one)));
      return { tax, base: isAlone ? grossOf(tax, sums) - amount : net, amount };
    });
}

/** How much of the contained taxes lies in this class: what its revenue gives to the tax office. */
export function includedIn(wanted: Taxed, found: readonly TaxSum[], sums: ClassSums, currency: string): bigint {
  const inclusive = found.map(({ tax }) => tax).filter((tax) => tax.isInclusive);
  return found
    .filter(({ tax }) => tax.isInclusive)
    .reduce((sum, { tax, amount }) => {
      if (!classesOf(tax).includes('calls')) return sum + (wanted === 'extras' ? amount : 0n);
      const calls = roundToUnit(sums.calls * tax.percent, divisorOf('calls', inclusive), currency);
      const shareOfCalls = classesOf(tax).includes('extras') ? calls : amount;
      return sum + (wanted === 'calls' ? shareOfCalls : amount - shareOfCalls);
    }, 0n);
}

function classesOf(tax: Tax): readonly Taxed[] {
  return tax.appliesTo === 'everything' ? taxed : [tax.appliesTo];
}

function grossOf(tax: Tax, sums: ClassSums): bigint {
  return classesOf(tax).reduce((sum, one) => sum + sums[one], 0n);
}

/** 1 + all percentages that prices of this class contain, in 10^-4 of a percent. */
function divisorOf(one: Taxed, inclusive: readonly Tax[]): bigint {
  return inclusive.filter((tax) => classesOf(tax).includes(one)).reduce((sum, tax) => sum + tax.percent, wholePercent);
}

/** What the lines that this tax is about come to without any contained tax, rounded once. */
function netOf(tax: Tax, inclusive: readonly Tax[], sums: ClassSums, currency: string): bigint {
  return roundedShare(wholePercent, tax, inclusive, sums, currency);
}

function containedIn(tax: Tax, inclusive: readonly Tax[], sums: ClassSums, currency: string): bigint {
  return roundedShare(tax.percent, tax, inclusive, sums, currency);
}

/** Sum over the classes of gross × part / divisor, as one fraction, rounded once. */
function roundedShare(part: bigint, tax: Tax, inclusive: readonly Tax[], sums: ClassSums, currency: string): bigint {
  const classes = classesOf(tax);
  const product = (some: readonly Taxed[]) => some.reduce((so, one) => so * divisorOf(one, inclusive), 1n);
  const numerator = classes.reduce((sum, one) => sum + sums[one] * part * product(classes.filter((other) => other !== one)), 0n);
  return roundToUnit(numerator, product(classes), currency);
}
