import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, startOfDay } from '../base/calendar.ts';
import { formatInstant, type Instant, instant, type LocalDate, localDate } from '../base/time.ts';
import { daysOf, hoursOf, monthsOf, type ReportPeriod, reportPeriodList, reportSpan, startOfHour } from './period.ts';

const at = (text: string): Instant => instant(Date.parse(text));
const span = (from: string, to: string) => ({ from: from as LocalDate, to: to as LocalDate });
/** Thursday, 5 March 2026, 10:30 in Berlin. */
const now = at('2026-03-05T09:30:00Z');
const berlin = 'Europe/Berlin';

describe('periods of the operator’s calendar', () => {
  test.each<[ReportPeriod, string, string, string, string, string]>([
    ['today', '2026-03-05', '2026-03-06', '2026-03-04', '2026-03-05', '2026-03-04T09:30:00.000Z'],
    ['yesterday', '2026-03-04', '2026-03-05', '2026-03-03', '2026-03-04', '2026-03-03T23:00:00.000Z'],
    ['this_week', '2026-03-02', '2026-03-06', '2026-02-23', '2026-02-27', '2026-02-26T09:30:00.000Z'],
    ['last_week', '2026-02-23', '2026-03-02', '2026-02-16', '2026-02-23', '2026-02-22T23:00:00.000Z'],
    ['this_month', '2026-03-01', '2026-03-06', '2026-02-01', '2026-02-06', '2026-02-05T09:30:00.000Z'],
    ['last_month', '2026-02-01', '2026-03-01', '2026-01-01', '2026-02-01', '2026-01-31T23:00:00.000Z'],
    ['this_year', '2026-01-01', '2026-03-06', '2025-01-01', '2025-03-06', '2025-03-05T09:30:00.000Z'],
  ])('%s is %s to %s, compared with %s to %s until %s', (period, from, to, beforeFrom, beforeTo, until) => {
    const found = reportSpan(period, undefined, now, berlin);
    expect(found).toMatchObject({ from, to, before: { from: beforeFrom, to: beforeTo } });
    expect(formatInstant(found.beforeUntil)).toBe(until);
  });

  test('whole months are compared with as many months, other days with as many days', () => {
    expect(reportSpan('custom', span('2025-10-01', '2026-01-01'), now, berlin).before).toEqual(span('2025-07-01', '2025-10-01'));
    expect(reportSpan('custom', span('2025-10-02', '2025-10-12'), now, berlin).before).toEqual(span('2025-09-22', '2025-10-02'));
  });

  test('the last days of a long month have nothing to be compared with in a short one', () => {
    const end = reportSpan('this_month', undefined, at('2026-03-31T10:00:00Z'), berlin);
    expect(end.before).toEqual(span('2026-02-01', '2026-03-01'));
    expect(end.beforeUntil).toBe(startOfDay('2026-03-01', berlin));
  });

  test.each([
    ['2026-03-29', berlin, 23],
    ['2026-10-25', berlin, 25],
    ['2026-03-05', 'Asia/Kathmandu', 24],
    ['2026-04-05', 'Australia/Lord_Howe', 25],
    ['2026-10-04', 'Australia/Lord_Howe', 24],
  ])('%s in %s has %i hours by the clock', (day, zone, count) => {
    const hours = hoursOf(span(day, addDays(day, 1)), zone);
    expect(new Set(hours).size).toBe(count);
    expect(hours.every((hour) => localDate(hour, zone) === day)).toBe(true);
  });

  test('every instant of any days lies in an hour that is listed', () => {
    const zones = [berlin, 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Asuncion', 'Africa/Cairo', 'Pacific/Apia'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: at('2024-01-01T00:00Z'), max: at('2027-12-31T00:00Z') }),
        (zone, ms) => {
          const day = localDate(instant(ms), zone);
          expect(hoursOf({ from: day, to: addDays(day, 1) }, zone)).toContain(startOfHour(instant(ms), zone));
        },
      ),
    );
  });

  test('a period begins where the one before ends or later, and its days and months cover it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...reportPeriodList),
        fc.integer({ min: at('2024-01-01T00:00Z'), max: at('2027-12-31T00:00Z') }),
        (period, ms) => {
          const found = reportSpan(period, span('2024-02-29', '2024-03-02'), instant(ms), berlin);
          expect(found.before.to <= found.from && found.before.from < found.before.to).toBe(true);
          expect(found.beforeUntil).toBeLessThanOrEqual(startOfDay(found.before.to, berlin));
          expect(found.beforeUntil).toBeGreaterThanOrEqual(startOfDay(found.before.from, berlin));
          expect(daysOf(found).at(0)).toBe(found.from);
          expect(addDays(daysOf(found).at(-1) ?? '', 1)).toBe(found.to);
          expect(monthsOf(found).at(-1)?.slice(0, 7)).toBe(daysOf(found).at(-1)?.slice(0, 7));
        },
      ),
    );
  });
});
