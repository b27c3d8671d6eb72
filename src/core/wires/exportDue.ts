import { addDays } from '../base/calendar.ts';
import { type Instant, type LocalDate, localDate, localHour } from '../base/time.ts';
import { startOfDate } from '../base/zone.ts';

/** The day whose calls are to be written next: the one after `last`, once it is over and the hour has come. */
export function exportDue(last: LocalDate, hour: number, now: Instant, zone: string): LocalDate | undefined {
  const next = addDays(last, 1);
  const today = localDate(now, zone);
  const latest = localHour(now, zone) >= hour ? addDays(today, -1) : addDays(today, -2);
  return next <= latest ? next : undefined;
}

/** Where a day of a zone begins and ends: [from, until). */
export function dayBounds(day: LocalDate, zone: string): { readonly from: Instant; readonly until: Instant } {
  return { from: startOfDate(day, zone), until: startOfDate(addDays(day, 1), zone) };
}
