/**
 * Money as whole numbers. Two scales, never mixed:
 * `Amount` (10^-8 of a currency unit) is what the ledger posts, `UnitPrice` (10^-12) is what a rate names,
 * because wholesale prices per second need more digits than a ledger does. Always beside a currency; never a float.
 */
export type Amount = bigint & { readonly unit: 'e-8' };
export type UnitPrice = bigint & { readonly unit: 'e-12' };

export const amountScale = 8;
export const unitPriceScale = 12;
export const zeroAmount = 0n as Amount;

/** The largest amount of money that one field may carry: ten billion units, well inside a bigint column. */
const largest = 10n ** 10n;

export type ParsedDecimal<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/** Reads a decimal string such as `-12.05` exactly. Refuses commas, exponents, more than 8 decimals and ten billion or more. */
export function parseAmount(text: string): ParsedDecimal<Amount> {
  return parseScaled(text, amountScale) as ParsedDecimal<Amount>;
}

/** Reads a rate's price, up to 12 decimals. Same refusals as `parseAmount`. */
export function parseUnitPrice(text: string): ParsedDecimal<UnitPrice> {
  return parseScaled(text, unitPriceScale) as ParsedDecimal<UnitPrice>;
}

/** An amount as a decimal string: at least two decimals, no trailing zeros beyond them (`1.50`, `0.0265`, `-3.00`). */
export function formatAmount(amount: bigint): string {
  return formatScaled(amount, amountScale);
}

/** A rate's price as a decimal string, at least two decimals. */
export function formatUnitPrice(price: bigint): string {
  return formatScaled(price, unitPriceScale);
}

/** For literals in tests and templates; throws on text that is not a decimal. */
export function amount(text: string): Amount {
  return must(parseAmount(text));
}

/** For literals in tests and templates; throws on text that is not a decimal. */
export function unitPrice(text: string): UnitPrice {
  return must(parseUnitPrice(text));
}

export const addAmounts = (...amounts: readonly Amount[]): Amount => amounts.reduce((sum, one) => sum + one, 0n) as Amount;
export const negate = (one: Amount): Amount => -one as Amount;
export const minAmount = (a: Amount, b: Amount): Amount => (a < b ? a : b);
export const maxAmount = (a: Amount, b: Amount): Amount => (a > b ? a : b);

function parseScaled(text: string, scale: number): ParsedDecimal<bigint> {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return { ok: false, problem: `"${text}" is not an amount. Write digits and one decimal point, such as 1000.50.` };
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > scale) return { ok: false, problem: `"${text}" has more than ${scale} decimals.` };
  if (BigInt(whole) >= largest) return { ok: false, problem: `"${text}" is too large.` };
  const value = BigInt(whole) * 10n ** BigInt(scale) + BigInt(digits.padEnd(scale, '0'));
  return { ok: true, value: sign === '-' ? -value : value };
}

function formatScaled(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, -scale);
  const fraction = digits.slice(-scale).replace(/0+$/, '').padEnd(2, '0');
  return `${value < 0n ? '-' : ''}${whole}.${fraction}`;
}

function must<T>(parsed: ParsedDecimal<T>): T {
  if (!parsed.ok) throw new TypeError(parsed.problem);
  return parsed.value;
}
