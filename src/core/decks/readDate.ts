import { isLocalDate, type LocalDate } from '../base/time.ts';
import { type CellReading, faulty, quoted, said } from './cell.ts';

type Part = 'year' | 'month' | 'day';
const day = '(?<day>\\d{1,2})';
const month = '(?<month>\\d{1,2})';
const year = '(?<year>\\d{4})';
const shortYear = '(?<year>\\d{2})';
const time = '(?:[T ]+(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:\\.0+)?)?)?';
const shape = (...parts: readonly string[]): RegExp => new RegExp(`^${parts.join('')}${time}$`);

/** How a deck writes its dates, declared: 03/04/2026 is March or April, and no row can tell. */
export const dateFormats = {
  'YYYY-MM-DD': shape(year, '-', month, '-', day),
  'DD-MM-YYYY': shape(day, '-', month, '-', year),
  'MM-DD-YYYY': shape(month, '-', day, '-', year),
  'DD.MM.YYYY': shape(day, '\\.', month, '\\.', year),
  'DD/MM/YYYY': shape(day, '/', month, '/', year),
  'MM/DD/YYYY': shape(month, '/', day, '/', year),
  'YYYY/MM/DD': shape(year, '/', month, '/', day),
  YYYYMMDD: shape('(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})'),
  'DD/MM/YY': shape(day, '/', month, '/', shortYear),
  'MM/DD/YY': shape(month, '/', day, '/', shortYear),
  'DD.MM.YY': shape(day, '\\.', month, '\\.', shortYear),
  'DD-MM-YY': shape(day, '-', month, '-', shortYear),
  serial: /^\d{5}(?:\.\d+)?$/,
} as const;
export type DateFormat = keyof typeof dateFormats;
export const dateFormatList = Object.keys(dateFormats) as [DateFormat, ...DateFormat[]];

/** Wall-clock time in the deck's zone. */
export type DeckDate = { readonly date: LocalDate; readonly time: string };

/** A date with or without a time of day, in the declared writing. `isStored` = the number by which a spreadsheet file stores dates. */
export function readDate(text: string, format: DateFormat, isStored = false): CellReading<DeckDate> {
  if (isStored || format === 'serial') return readSerial(text);
  const groups = dateFormats[format].exec(text)?.groups;
  if (!groups) return faulty(`${quoted(text)} is not a date written as ${format}.`);
  const part = (name: Part): string => (groups[name] ?? '').padStart(2, '0');
  const date = `${part('year').length === 2 ? '20' : ''}${part('year')}-${part('month')}-${part('day')}`;
  const clock = [groups.hour ?? '0', groups.minute ?? '00', groups.second ?? '00'].map((one) => one.padStart(2, '0')).join(':');
  if (!isLocalDate(date) || !/^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(clock))
    return faulty(`${quoted(text)} is not in the calendar, written as ${format}.`);
  return said({ date, time: clock });
}

/** Days since 1899-12-30 (ECMA-376 §18.17.4.1, the 1900 date system); after 2000 and before 2100. */
function readSerial(text: string): CellReading<DeckDate> {
  const [whole = '', fraction = ''] = text.split('.');
  const days = /^\d{5}$/.test(whole) && /^\d*$/.test(fraction) ? Number(whole) : 0;
  if (days < 36_526 || days > 73_050)
    return faulty(`${quoted(text)} is not a date of this century as a spreadsheet numbers them.`);
  const date = new Date(Date.UTC(1899, 11, 30 + days)).toISOString().slice(0, 10);
  const thousandths = Number(fraction.slice(0, 8).padEnd(8, '0'));
  const seconds = Math.round((thousandths * 86_400) / 1e8);
  const clock = new Date(Math.min(seconds, 86_399) * 1000).toISOString().slice(11, 19);
  return isLocalDate(date) ? said({ date, time: clock }) : faulty(`${quoted(text)} is not a date.`);
}
