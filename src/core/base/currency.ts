import { type Amount, amountScale } from './money.ts';

/** How many decimals money of this currency has when it is written on an invoice: AUD 2, JPY 0, KWD 3 (ISO 4217, as Intl knows it). */
export function currencyDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

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
