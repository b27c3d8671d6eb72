import { roundToUnit, unitOf } from '../base/currency.ts';
import { allocate } from '../base/divide.ts';
import type { InvoiceSection } from './invoiceDocument.ts';
import { type ClassSums, type Tax, type TaxClass, type TaxSum, taxClasses, taxSums } from './tax.ts';

/** Where the one rounding of an invoice happens: on the sum of all lines (R12), or on each line. */
export const invoiceRoundings = ['total', 'line'] as const;
export type InvoiceRounding = (typeof invoiceRoundings)[number];

/** A line before rounding: what stands on the ledger, in 10^-8. Positive = the customer owes. */
export type ExactLine = {
  readonly section: InvoiceSection;
  readonly description: string;
  readonly taxClass: TaxClass;
  readonly exact: bigint;
  readonly calls?: number;
  readonly seconds?: number;
  /** Ends included. */
  readonly period?: { readonly from: string; readonly to: string };
};

/** An invoice added up; money in 10^-8, payable in the currency. */
export type Sums = {
  /** As printed, in the order of the lines. */
  readonly amounts: readonly bigint[];
  readonly classes: ClassSums;
  readonly taxes: readonly TaxSum[];
  /** Without tax. */
  readonly subtotal: bigint;
  readonly taxTotal: bigint;
  readonly includedTax: bigint;
  readonly total: bigint;
  /** What the lines add up to before rounding. */
  readonly exact: bigint;
};

/**
 * Adds an invoice up (charging.md R12). The sum of all lines is rounded once, half up; what each class of tax gets of it, and then each
 * printed line, follows by largest remainder. So printed lines add up to what is printed below them, and grouping the same calls in
 * another way changes neither sums nor taxes. With rounding `line` each line is rounded by itself instead.
 */
export function addUp(lines: readonly ExactLine[], taxes: readonly Tax[], rounding: InvoiceRounding, currency: string): Sums {
  const exact = lines.reduce((sum, line) => sum + line.exact, 0n);
  const amounts = rounding === 'line' ? roundEach(lines, currency) : shareOut(lines, exact, currency);
  const classes = classSums(lines, amounts);
  const found = taxSums(taxes, classes, currency);
  const gross = amounts.reduce((sum, one) => sum + one, 0n);
  const includedTax = sumOf(found.filter(({ tax }) => tax.isInclusive));
  const taxTotal = sumOf(found);
  const subtotal = gross - includedTax;
  return { amounts, classes, taxes: found, subtotal, taxTotal, includedTax, total: subtotal + taxTotal, exact };
}

function roundEach(lines: readonly ExactLine[], currency: string): readonly bigint[] {
  return lines.map((line) => roundToUnit(line.exact, 1n, currency));
}

function shareOut(lines: readonly ExactLine[], exact: bigint, currency: string): readonly bigint[] {
  const unit = unitOf(currency);
  const exactOf = (wanted: TaxClass) => lines.reduce((sum, line) => (line.taxClass === wanted ? sum + line.exact : sum), 0n);
  const ofClasses = allocate(taxClasses.map(exactOf), roundToUnit(exact, 1n, currency), unit);
  const amounts = new Array<bigint>(lines.length).fill(0n);
  taxClasses.forEach((wanted, position) => {
    const places = lines.flatMap((line, index) => (line.taxClass === wanted ? [index] : []));
    const shares = allocate(
      places.map((place) => lines[place]?.exact ?? 0n),
      ofClasses[position] ?? 0n,
      unit,
    );
    places.forEach((place, index) => {
      amounts[place] = shares[index] ?? 0n;
    });
  });
  return amounts;
}

function classSums(lines: readonly ExactLine[], amounts: readonly bigint[]): ClassSums {
  const of = (wanted: TaxClass) =>
    lines.reduce((sum, line, index) => (line.taxClass === wanted ? sum + (amounts[index] ?? 0n) : sum), 0n);
  return { calls: of('calls'), extras: of('extras'), untaxed: of('untaxed') };
}

function sumOf(taxes: readonly TaxSum[]): bigint {
  return taxes.reduce((sum, { amount }) => sum + amount, 0n);
}
