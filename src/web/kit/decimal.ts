/** A decimal string for people: thousands grouped, a minus sign instead of a hyphen. No arithmetic; text that is no decimal stays as it is. */
export function formatDecimal(text: string): string {
  const match = /^([+-]?)(\d+)(\.\d+)?$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = ''] = match;
  return `${sign === '-' ? '\u2212' : sign}${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}${fraction}`;
}

/** True for zero in any number of digits. */
export const isZero = (text: string): boolean => /^[+-]?[0.]*$/.test(text);
