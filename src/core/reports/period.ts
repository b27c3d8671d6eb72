import { addDays, addMonths, daysBetween, earlier, parts, startOfDay } from '../base/calendar.ts';
import { type Instant, instant, type LocalDate, localDate } from '../base/time.ts';
import { wallTime } from '../base/zone.ts';

/** Periods that are asked for by a word; each is of the operator's calendar. */
export const reportPeriods = {
  today: 'Today',
  yesterday: 'Yesterday',
  this_week: 'This week',
  last_week: 'Last week',
  this_month: 'This month',
  last_month: 'Last month',
  this_year: 'This year',
  custom: 'Custom',
} as const;
export type ReportPeriod = keyof typeof reportPeriods;
export const reportPeriodList = Object.keys(reportPeriods) as [ReportPeriod, ...ReportPeriod[]];

/** Whole days of the operator's calendar: [from, to). */
export type DaySpan = { readonly from: LocalDate; readonly to: LocalDate };

/** What a report is about, and what it is compared with. */
export type ReportSpan = DaySpan & {
  /** The period before, of the same kind: the month before a month, as many days before any other. */
  readonly before: DaySpan;
  /**
   * While the period is not over it is compared with as much of the one before: until this instant, at the same time of day.
   * The end of `before` otherwise.
   */
  readonly beforeUntil: Instant;
};

/**
 * The days of a period, and those before. A week begins on Monday (ISO 8601). A period that is going on ends with today, so that
 * `this_month` on the 5th is five days, compared with the first five days of the month before.
 */
export function reportSpan(period: ReportPeriod, custom: DaySpan | undefined, now: Instant, zone: string): ReportSpan {
  const today = localDate(now, zone);
  const span = daysOfPeriod(period, custom, today);
  const before = daysBefore(period, span);
  const isGoingOn = span.from <= today && today < span.to;
  const lastDay = addDays(before.from, daysBetween(span.from, today));
  const beforeUntil = isGoingOn && lastDay < before.to ? sameTimeOn(lastDay, now, zone) : startOfDay(before.to, zone);
  return { ...span, before, beforeUntil };
}

function daysOfPeriod(period: ReportPeriod, custom: DaySpan | undefined, today: LocalDate): DaySpan {
  const tomorrow = addDays(today, 1);
  const monday = addDays(today, -((weekday(today) + 6) % 7));
  const first = firstOfMonth(today);
  switch (period) {
    case 'today':
      return { from: today, to: tomorrow };
    case 'yesterday':
      return { from: addDays(today, -1), to: today };
    case 'this_week':
      return { from: monday, to: tomorrow };
    case 'last_week':
      return { from: addDays(monday, -7), to: monday };
    case 'this_month':
      return { from: first, to: tomorrow };
    case 'last_month':
      return { from: addMonths(first, -1), to: first };
    case 'this_year':
      return { from: `${today.slice(0, 4)}-01-01` as LocalDate, to: tomorrow };
    case 'custom':
      if (!custom) throw new RangeError('a custom period needs its days');
      return custom;
    default:
      return period satisfies never;
  }
}

function daysBefore(period: ReportPeriod, { from, to }: DaySpan): DaySpan {
  const days = daysBetween(from, to);
  if (period === 'this_week' || period === 'last_week') return { from: addDays(from, -7), to: addDays(to, -7) };
  if (period === 'this_month') return { from: addMonths(from, -1), to: earlier(addDays(addMonths(from, -1), days), from) };
  if (period === 'this_year') return { from: addMonths(from, -12), to: earlier(addMonths(to, -12), from) };
  const months = wholeMonths(from, to);
  return months > 0 ? { from: addMonths(from, -months), to: from } : { from: addDays(from, -days), to: from };
}

/** How many calendar months the days are exactly; 0 when they are not. */
function wholeMonths(from: LocalDate, to: LocalDate): number {
  if (!from.endsWith('-01') || !to.endsWith('-01')) return 0;
  const [[year, month], [toYear, toMonth]] = [parts(from), parts(to)];
  return (toYear - year) * 12 + toMonth - month;
}

/** As much into another day as we are into today; never past the end of that day. */
function sameTimeOn(day: LocalDate, now: Instant, zone: string): Instant {
  const begin = startOfDay(localDate(now, zone), zone);
  return instant(Math.min(startOfDay(day, zone) + (now - begin), startOfDay(addDays(day, 1), zone)));
}

const firstOfMonth = (date: LocalDate): LocalDate => `${date.slice(0, 7)}-01` as LocalDate;

/** 0 = Sunday. */
const weekday = (date: LocalDate): number => new Date(`${date}T00:00:00Z`).getUTCDay();

const hourMilliseconds = 3_600_000;

/** The hour of the zone's clock in which an instant lies, as the database's `date_trunc` finds it (half-hour zones, 90-minute hours). */
export const startOfHour = (at: Instant, zone: string): Instant =>
  instant(at - (((wallTime(at, zone) % hourMilliseconds) + hourMilliseconds) % hourMilliseconds));

/** Every hour of these days, so that an hour without calls has a place in a chart. A day has 23 or 25 where clocks change. */
export function hoursOf({ from, to }: DaySpan, zone: string): readonly Instant[] {
  const end = startOfDay(to, zone);
  const hours: Instant[] = [];
  for (let at = startOfDay(from, zone); at < end; ) {
    const hour = startOfHour(at, zone);
    hours.push(hour);
    at = instant(hour + hourMilliseconds);
  }
  return hours;
}

export function daysOf({ from, to }: DaySpan): readonly LocalDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, index) => addDays(from, index));
}

/** The first day of every month that the days touch. */
export function monthsOf({ from, to }: DaySpan): readonly LocalDate[] {
  const months: LocalDate[] = [];
  for (let first = firstOfMonth(from); first < to; first = addMonths(first, 1)) months.push(first);
  return months;
}
