import { type Instant, instant, type LocalDate, localDate } from './time.ts';

const dayMilliseconds = 86_400_000;

/** The date `days` later; a negative count goes back. */
export function addDays(date: string, days: number): LocalDate {
  return dateText(midnightUtc(date) + days * dayMilliseconds);
}

/**
 * The date `months` later with the day of the month of `first`, or the last day of a month that is too short. Count every due date from
 * the first: 31 Jan, 28 Feb, 31 Mar; a chain of single steps would stay at 28.
 */
export function addMonths(first: string, months: number): LocalDate {
  const [year, month, day] = parts(first);
  return dayOfMonth(year, month + months, day);
}

/** This day of the month, or its last one when the month is shorter. `month` from 1; 0 and 13 are those of the years beside. */
export function dayOfMonth(year: number, month: number, day: number): LocalDate {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return dateText(Date.UTC(year, month - 1, Math.min(day, last)));
}

/** Whole days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((midnightUtc(to) - midnightUtc(from)) / dayMilliseconds);
}

/** Year, month (from 1) and day. */
export function parts(date: string): readonly [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

export const earlier = (a: string, b: string): LocalDate => (a < b ? a : b) as LocalDate;
export const later = (a: string, b: string): LocalDate => (a > b ? a : b) as LocalDate;

/**
 * The first instant of a day in an IANA zone. Where the clock jumps over midnight the day begins after the jump; where midnight comes
 * twice it begins at the first.
 */
export function startOfDay(date: string, zone: string): Instant {
  const midnight = midnightUtc(date);
  // No zone is further than 14 hours from UTC (Kiritimati +14, Baker Island -12), so the start lies between these two.
  let before = midnight - 15 * 3_600_000;
  let at = midnight + 15 * 3_600_000;
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (localDate(instant(middle), zone) < date) before = middle;
    else at = middle;
  }
  return instant(at);
}

function midnightUtc(date: string): number {
  const [year, month, day] = parts(date);
  return Date.UTC(year, month - 1, day);
}

function dateText(at: number): LocalDate {
  return new Date(at).toISOString().slice(0, 10) as LocalDate;
}
