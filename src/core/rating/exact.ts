import { roundingModes } from '../base/divide.ts';
import { type Amount, amountScale, formatUnitPrice, unitPriceScale } from '../base/money.ts';
import type { Rounding } from './rate.ts';

/** Money before rounding: `numerator / denominator` of 10^-12 currency units. The denominator is positive. */
export type Exact = { readonly numerator: bigint; readonly denominator: bigint };

/** Money for a receipt: a decimal string, and where no decimal string is exact (thirds), the fraction beside it. */
export type ExactText = { readonly amount: string; readonly exactly?: string };

/** The one rounding of a rated call (R10). A value that fits the decimals already does not move. */
export function roundExact(value: Exact, rounding: Rounding): Amount {
  const step = powerOfTen(unitPriceScale - rounding.decimals) * value.denominator;
  const units = roundingModes[rounding.roundingMode](value.numerator, step);
  return (units * powerOfTen(amountScale - rounding.decimals)) as Amount;
}

/** The value and so many millionths of it. */
export function addMillionths(value: Exact, millionths: number): Exact {
  return { numerator: value.numerator * BigInt(1_000_000 + millionths), denominator: value.denominator * 1_000_000n };
}

/** True when `a` is less than `b`. */
export function isLess(a: Exact, b: Exact): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator;
}

/** `0.0265`; for a third of a cent `0.003333333333` with `exactly: '1/300'`. */
export function exactText(value: Exact): ExactText {
  if (value.numerator % value.denominator === 0n) return { amount: formatUnitPrice(value.numerator / value.denominator) };
  const divisor = commonDivisor(value.numerator, value.denominator * unit);
  const top = value.numerator / divisor;
  const bottom = (value.denominator * unit) / divisor;
  return { amount: formatUnitPrice(roundingModes.half_up(value.numerator, value.denominator)), exactly: `${top}/${bottom}` };
}

const powers = Array.from({ length: unitPriceScale + 1 }, (_, exponent) => 10n ** BigInt(exponent));
const unit = powerOfTen(unitPriceScale);

function powerOfTen(exponent: number): bigint {
  const power = powers[exponent];
  if (power === undefined) throw new RangeError('decimals are a whole number from 0 to 8');
  return power;
}

function commonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : commonDivisor(b, a % b);
}
