import { parseUnitPrice, type UnitPrice } from '../base/money.ts';
import { type CellReading, faulty, quoted, said } from './cell.ts';

/** The sign before the decimals, declared for a whole deck: no cell can tell whether "1,234" is a thousand or a bit more than one. */
export const decimalSigns = { '.': 'point', ',': 'comma' } as const;
export type DecimalSign = keyof typeof decimalSigns;
export const decimalSignList = Object.keys(decimalSigns) as [DecimalSign, ...DecimalSign[]];

const shapes = {
  '.': { plain: /^(?:\d+(?:\.\d+)?|\.\d+)$/, grouped: /^[1-9]\d{0,2}(?:([, '])\d{3})(?:\1\d{3})*(?:\.\d+)?$/, groups: /[, ']/g },
  ',': { plain: /^(?:\d+(?:,\d+)?|,\d+)$/, grouped: /^[1-9]\d{0,2}(?:([. '])\d{3})(?:\1\d{3})*(?:,\d+)?$/, groups: /[. ']/g },
} as const;

/**
 * A number of zero or more, exactly, in 10^-12. The decimal sign is as declared; groups of three digits may be parted by the
 * other sign, a space or an apostrophe. Refused: negative numbers, scientific notation (a spreadsheet has dropped digits that
 * nobody can bring back), formulas, percent, more than 12 decimals.
 */
export function readNumber(text: string, sign: DecimalSign): CellReading<UnitPrice> {
  const shape = shapes[sign];
  if (!shape.plain.test(text) && !shape.grouped.test(text)) return faulty(numberProblem(text, sign));
  const digits = text.replace(shape.groups, '').replace(',', '.');
  const parsed = parseUnitPrice(digits.startsWith('.') ? `0${digits}` : digits);
  if (parsed.ok) return said(parsed.value);
  return faulty(`${quoted(text)} ${/\d{11}/.test(digits.split('.')[0] ?? '') ? 'is too large' : 'has more than 12 decimals'}.`);
}

/** A whole number of seconds from 0 to a day, in digits. */
export function readSeconds(text: string): CellReading<number> {
  const digits = /^(\d{1,5})(?:[.,]0+)?(?: ?(?:s|sec|secs|seconds))?$/i.exec(text)?.[1];
  const seconds = digits === undefined ? -1 : Number(digits);
  return seconds >= 0 && seconds <= daySeconds
    ? said(seconds)
    : faulty(`${quoted(text)} is not a whole number of seconds from 0 to ${daySeconds}.`);
}

const daySeconds = 86_400;

function numberProblem(text: string, sign: DecimalSign): string {
  if (/^[=@]/.test(text)) return `${quoted(text)} is a formula. Put the value there instead.`;
  if (/^[-(]\s*[\d.,]/.test(text)) return `${quoted(text)} is negative. A price is zero or more.`;
  if (/^[\d.,]+e[+-]?\d+$/i.test(text))
    return `${quoted(text)} is in scientific notation, which loses digits. Format the column as a number with all its decimals and export it again.`;
  if (/%/.test(text)) return `${quoted(text)} is a percentage, not a price.`;
  if (/^[\d.,' ]+$/.test(text)) {
    return `${quoted(text)} does not fit the declared decimal ${decimalSigns[sign]}. Look at the number, or declare the other decimal sign for this file.`;
  }
  return `${quoted(text)} is not a number.`;
}

/**
 * A number as a spreadsheet file stores it: a binary fraction in up to 17 digits (2.6499999999999999E-2 was typed as 0.0265).
 * The answer has the 15 digits that the spreadsheet itself shows (ECMA-376 §18.3.1.96; Excel's precision), without an exponent.
 */
export function fromStoredNumber(stored: string): string | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(stored);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const { digits, point } = toFifteenDigits((whole + fraction).replace(/^0+(?=\d)/, ''), Number(exponent) - fraction.length);
  if (/^0*$/.test(digits)) return '0';
  const padded = digits.padStart(1 - point, '0');
  const text = point >= 0 ? digits + '0'.repeat(point) : `${padded.slice(0, point)}.${padded.slice(point)}`;
  return sign + (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
}

/** Rounds whole digits × 10^point to 15 of them, half up. */
function toFifteenDigits(digits: string, point: number): { readonly digits: string; readonly point: number } {
  const surplus = digits.length - 15;
  if (surplus <= 0) return { digits, point };
  const kept = BigInt(digits.slice(0, 15)) + (digits.charCodeAt(15) >= 53 ? 1n : 0n); // '5' is 53.
  return { digits: String(kept), point: point + surplus };
}
