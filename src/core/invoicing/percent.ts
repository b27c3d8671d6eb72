/** 10^-4 of a percent in one percent. */
const scale = 4;

/** All of it: 100 %. */
export const wholePercent = 1_000_000n;

export type ParsedPercent = { readonly ok: true; readonly value: bigint } | { readonly ok: false; readonly problem: string };

/** Reads a percentage from 0 to 100 with at most four decimals, such as `8.875`, exactly: 10^-4 of a percent. */
export function parsePercent(text: string): ParsedPercent {
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return { ok: false, problem: 'Type a percentage, such as 10 or 8.875.' };
  const [, whole = '', fraction = ''] = match;
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > scale) return { ok: false, problem: `A percentage has at most ${scale} decimals.` };
  const value = BigInt(whole) * 10n ** BigInt(scale) + BigInt(digits.padEnd(scale, '0'));
  if (value > wholePercent)
    return { ok: false, problem: `${text.trim()} % is more than the price itself. Check the decimal point.` };
  return { ok: true, value };
}

/** `10`, `8.875`. */
export function formatPercent(percent: bigint): string {
  const digits = percent.toString().padStart(scale + 1, '0');
  const fraction = digits.slice(-scale).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, -scale) : `${digits.slice(0, -scale)}.${fraction}`;
}

/** The percentage of a text that was checked before; throws on any other. */
export function percentOf(text: string): bigint {
  const parsed = parsePercent(text);
  if (!parsed.ok) throw new TypeError(parsed.problem);
  return parsed.value;
}
