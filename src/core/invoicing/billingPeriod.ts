import { addMonths, dayOfMonth, parts } from '../base/calendar.ts';
import type { LocalDate } from '../base/time.ts';

/** On which days an account is invoiced. Days of the month, 1 to 31; 31 is the last day of every month. */
export type BillingCalendar = {
  /** A period runs from this day to the day before it in the next month. */
  readonly periodFromDay: number;
  /** A period's invoice is issued on the first such day on or after its end. */
  readonly billingDay: number;
};

/** The days `from` to the day before `to`. */
export type BillingPeriod = { readonly from: LocalDate; readonly to: LocalDate };
export type DuePeriod = BillingPeriod & { readonly issueOn: LocalDate };

/** An account's own billing day moves its periods and its invoices to that day. */
export function calendarOf(settings: BillingCalendar, ownDay: number | null): BillingCalendar {
  return ownDay === null ? settings : { periodFromDay: ownDay, billingDay: ownDay };
}

/** The period that begins on this day: up to the next day on which periods begin. Another calendar makes one shorter period, never a gap. */
export function periodFrom(calendar: BillingCalendar, from: string): DuePeriod {
  const to = dayAfter(calendar.periodFromDay, from, 1);
  return { from: from as LocalDate, to, issueOn: issueDay(calendar, to) };
}

/** When the invoice of a period that ends before `to` is issued. */
export function issueDay(calendar: BillingCalendar, to: string): LocalDate {
  return dayAfter(calendar.billingDay, to, 0);
}

/** Every period from `from` on whose invoice is due on or before `asOf`, oldest first. */
export function duePeriods(calendar: BillingCalendar, from: string, asOf: string): readonly DuePeriod[] {
  const due: DuePeriod[] = [];
  for (let period = periodFrom(calendar, from); period.issueOn <= asOf; period = periodFrom(calendar, period.to))
    due.push(period);
  return due;
}

/** The first date with this day of the month that is at least `ahead` days after `from` (0 or 1). */
function dayAfter(day: number, from: string, ahead: 0 | 1): LocalDate {
  const [year, month] = parts(from);
  const here = dayOfMonth(year, month, day);
  if (ahead === 0 ? here >= from : here > from) return here;
  const [nextYear, nextMonth] = parts(addMonths(`${from.slice(0, 8)}01`, 1));
  return dayOfMonth(nextYear, nextMonth, day);
}
