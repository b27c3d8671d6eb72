import type { Locale } from '../../kit/locale.tsx';
import { formatDate, formatTime } from '../../kit/timeText.ts';

export type Unit = 'hour' | 'day' | 'month';
export const unitWords: Readonly<Record<Unit, string>> = { hour: 'Hour', day: 'Day', month: 'Month' };

const months = new Map<string, Intl.DateTimeFormat>();

/** A step of time in the operator's words: an instant for hours, a first date otherwise. */
export function whenText(key: string, unit: Unit, locale: Locale): string {
  if (unit === 'hour') return formatTime(key, locale, 'short');
  if (unit === 'day') return formatDate(key, locale);
  const format =
    months.get(locale.tag) ?? new Intl.DateTimeFormat(locale.tag, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  months.set(locale.tag, format);
  return format.format(new Date(`${key}T12:00:00Z`));
}
