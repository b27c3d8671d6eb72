import { divideHalfUp } from './divide.ts';
import { type Amount, amountScale, formatAmount } from './money.ts';

/** How many decimals money of this currency has when it is written on an invoice: AUD 2, JPY 0, KWD 3 (ISO 4217, as Intl knows it). */
export function currencyDigits(currency: string): number {
  const known = digitsOf.get(currency);
  if (known !== undefined) return known;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  digitsOf.set(currency, digits);
  return digits;
}

/** Asking Intl costs 20 microseconds, and an invoice asks for every amount on it. */
const digitsOf = new Map<string, number>();

/** The whole smallest units just below and above an amount of zero or more; undefined when the currency can pay it exactly. */
export function payableNeighbours(
  value: Amount,
  currency: string,
): { readonly below: Amount; readonly above: Amount } | undefined {
  const unit = 10n ** BigInt(amountScale - currencyDigits(currency));
  const rest = value % unit;
  if (rest === 0n) return undefined;
  return { below: (value - rest) as Amount, above: (value - rest + unit) as Amount };
}

/** 10^-8 units in the smallest amount that this currency can pay. */
export function unitOf(currency: string): bigint {
  return 10n ** BigInt(amountScale - currencyDigits(currency));
}

/** `numerator / divisor` (in 10^-8) to the nearest amount that the currency can pay, a half away from zero. */
export function roundToUnit(numerator: bigint, divisor: bigint, currency: string): Amount {
  const unit = unitOf(currency);
  return (divideHalfUp(numerator, divisor * unit) * unit) as Amount;
}

/** An amount with exactly the decimals of its currency (`12.50`, JPY `1500`, KWD `1.955`); with more, where the currency could not pay it. */
export function formatMoney(value: bigint, currency: string): string {
  const digits = currencyDigits(currency);
  const unit = unitOf(currency);
  if (value % unit !== 0n) return formatAmount(value);
  const text = ((value < 0n ? -value : value) / unit).toString().padStart(digits + 1, '0');
  const sign = value < 0n ? '-' : '';
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
