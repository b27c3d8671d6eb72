/**
 * How invoices are numbered: text with `{year}`, `{month}` and `{number}` or `{number:6}` (at least so many digits). Whatever the date
 * fills in makes a series of its own, so `{year}-{number}` begins again at 1 every year.
 */
const token = /\{([^{}]*)\}/g;
const lengthMax = 40;

/** What is wrong with a format; undefined when nothing is. */
export function numberFormatProblem(format: string): string | undefined {
  const names = [...format.matchAll(token)].map(([, name = '']) => name);
  const unknown = names.find((name) => !/^(year|month|number(:\d)?)$/.test(name));
  if (unknown !== undefined) return `{${unknown}} is unknown here. There are {year}, {month}, {number} and {number:6}.`;
  if (/[{}]/.test(format.replace(token, ''))) return 'A brace is not closed.';
  const numbers = names.filter((name) => name.startsWith('number')).length;
  if (numbers !== 1) return 'Write {number} once: without it no two invoices differ.';
  if (names.includes('month') && !names.includes('year')) return 'Write {year} beside {month}: a month comes again every year.';
  if (/\{number[^}]*\}\d|\{number[^}]*\}\{/.test(format)) return 'Digits right behind {number} could be taken for a part of it.';
  if (format.length > lengthMax) return `A number format has at most ${lengthMax} characters.`;
  return undefined;
}

/** The name of the series in which an invoice of this date is numbered: everything but the number, which stands as `#`. */
export function seriesOf(format: string, date: string): string {
  return fill(format, date, () => '#');
}

/** The number as printed. */
export function invoiceNumber(format: string, date: string, number: bigint): string {
  return fill(format, date, (width) => number.toString().padStart(width, '0'));
}

function fill(format: string, date: string, write: (width: number) => string): string {
  return format.replace(token, (_, name: string) => {
    if (name === 'year') return date.slice(0, 4);
    if (name === 'month') return date.slice(5, 7);
    return write(Number(name.split(':')[1] ?? '1'));
  });
}
