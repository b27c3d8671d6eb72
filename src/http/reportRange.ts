import { addDays, daysBetween, startOfDay } from '../core/base/calendar.ts';
import { fieldRefusal } from '../core/base/refusal.ts';
import { formatInstant, type Instant, instant, type LocalDate } from '../core/base/time.ts';
import {
  type DaySpan,
  daysOf,
  hoursOf,
  monthsOf,
  type ReportPeriod,
  type ReportSpan,
  reportSpan,
  startOfHour,
} from '../core/reports/period.ts';
import { countedTo, type ReportRange } from '../db/reads/callReport.ts';
import { getSettings } from '../db/reads/getSettings.ts';
import type { Door } from './door.ts';

type PeriodQuery = { readonly period: ReportPeriod; readonly from?: string | undefined; readonly to?: string | undefined };
export type Unit = 'hour' | 'day' | 'month';

/** What a report asks the database for, and what it says of itself. */
export type AskedReport = {
  readonly range: ReportRange;
  readonly before: ReportRange;
  /** Set where the period before is not counted to its end. */
  readonly beforeUntil: Instant | undefined;
  readonly about: { from: string; to: string; timeZone: string; countedTo: string | null };
  readonly aboutBefore: { from: string; to: string; until: string | null };
};

/** Longer ones are not drawn and not waited for. Days. */
const longest = 3660;
const longestByHour = 92;
/** Calendars of program and database agree on these without a doubt. */
const years = { first: '1970-01-01', last: '2999-12-31' };

/** Reads a period from a query, in the operator's zone. Throws a Refusal where the days make no sense. */
export async function askedReport(query: PeriodQuery, door: Door): Promise<AskedReport> {
  const { timeZone } = await door.ask(getSettings);
  const span = reportSpan(query.period, customDays(query), door.clock(), timeZone);
  const before = rangeOf(span.before, timeZone);
  const hour = hourAfter(span.beforeUntil, timeZone);
  const beforeUntil = hour < before.end ? hour : undefined;
  const at = await door.ask(countedTo);
  return {
    range: rangeOf(span, timeZone),
    before,
    beforeUntil,
    about: { ...inclusive(span), timeZone, countedTo: at === undefined ? null : formatInstant(at) },
    aboutBefore: { ...inclusive(span.before), until: beforeUntil === undefined ? null : formatInstant(beforeUntil) },
  };
}

/** By what a period of this length is best read, unless the reader has said it. Throws a Refusal for too many hours. */
export function unitOf(asked: Unit | undefined, { days }: ReportRange): Unit {
  const length = daysBetween(days.from, days.to);
  if (asked === 'hour' && length > longestByHour)
    throw fieldRefusal('invalid_input', 'by', `By the hour, a report may have at most ${longestByHour} days.`);
  if (asked !== undefined) return asked;
  if (length <= 2) return 'hour';
  return length <= 93 ? 'day' : 'month';
}

/** Every hour, day or month of a range, in order; what has no calls has a place too. */
export function keysOf(unit: Unit, { days, timeZone }: ReportRange): readonly string[] {
  if (unit === 'hour') return hoursOf(days, timeZone).map(formatInstant);
  return unit === 'day' ? daysOf(days) : monthsOf(days);
}

function customDays({ period, from, to }: PeriodQuery): DaySpan | undefined {
  if (period !== 'custom') return undefined;
  if (from === undefined) throw fieldRefusal('invalid_input', 'from', 'Choose the first day.');
  if (to === undefined) throw fieldRefusal('invalid_input', 'to', 'Choose the last day.');
  if (from < years.first) throw fieldRefusal('invalid_input', 'from', `Nothing is known from before ${years.first}.`);
  if (to > years.last) throw fieldRefusal('invalid_input', 'to', `A report ends with ${years.last} at the latest.`);
  if (to < from) throw fieldRefusal('invalid_input', 'to', 'The last day lies before the first one.');
  if (daysBetween(from, to) >= longest) throw fieldRefusal('invalid_input', 'to', 'A report may have at most ten years.');
  return { from: from as LocalDate, to: addDays(to, 1) };
}

/** The sums know whole hours: the one that has begun is taken whole. */
function hourAfter(at: Instant, timeZone: string): Instant {
  const hour = startOfHour(at, timeZone);
  return hour === at ? hour : instant(hour + 3_600_000);
}

const rangeOf = (days: DaySpan, timeZone: string): ReportRange => ({
  days: { from: days.from, to: days.to },
  start: startOfDay(days.from, timeZone),
  end: startOfDay(days.to, timeZone),
  timeZone,
});

/** People say the last day; the half-open end is ours. */
const inclusive = ({ from, to }: DaySpan | ReportSpan) => ({ from, to: addDays(to, -1) });
