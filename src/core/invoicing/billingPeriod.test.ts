import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween, startOfDay } from '../base/calendar.ts';
import { duePeriods, issueDay, periodFrom } from './billingPeriod.ts';

const text = (periodFromDay: number, billingDay: number, from: string, asOf: string) =>
  duePeriods({ periodFromDay, billingDay }, from, asOf).map((one) => `${one.from} ${one.to} ${one.issueOn}`);

test.each([
  [1, 1, '2026-01-15', '2026-03-01', ['2026-01-15 2026-02-01 2026-02-01', '2026-02-01 2026-03-01 2026-03-01']],
  [1, 5, '2026-01-01', '2026-03-04', ['2026-01-01 2026-02-01 2026-02-05']],
  [
    31,
    31,
    '2026-01-31',
    '2026-04-30',
    ['2026-01-31 2026-02-28 2026-02-28', '2026-02-28 2026-03-31 2026-03-31', '2026-03-31 2026-04-30 2026-04-30'],
  ],
  [15, 31, '2027-12-15', '2028-02-29', ['2027-12-15 2028-01-15 2028-01-31', '2028-01-15 2028-02-15 2028-02-29']],
  [1, 1, '2026-01-01', '2026-01-31', []],
])('periods from day %i, invoiced on day %i, from %s, due on %s', (periodFromDay, billingDay, from, asOf, expected) =>
  expect(text(periodFromDay, billingDay, from, asOf)).toEqual(expected),
);

test('another calendar makes one shorter period and no gap', () => {
  expect(periodFrom({ periodFromDay: 10, billingDay: 10 }, '2026-03-01')).toEqual({
    from: '2026-03-01',
    to: '2026-03-10',
    issueOn: '2026-03-10',
  });
});

test('for every calendar and zone, 48 months tile without gap or overlap, and no invoice comes before its period is over', () => {
  const day = fc.integer({ min: 1, max: 31 });
  const zones = ['UTC', 'Australia/Sydney', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Kathmandu', 'Pacific/Apia'];
  fc.assert(
    fc.property(
      day,
      day,
      fc.integer({ min: 0, max: 800 }),
      fc.constantFrom(...zones),
      (periodFromDay, billingDay, start, zone) => {
        const from = addDays('2026-01-01', start);
        const periods = duePeriods({ periodFromDay, billingDay }, from, addDays(from, 1461 + 62));
        expect(periods.length).toBeGreaterThanOrEqual(48);
        expect(periods[0]?.from).toBe(from);
        for (const [index, period] of periods.entries()) {
          expect(period.to > period.from).toBe(true);
          expect(daysBetween(period.from, period.to)).toBeLessThanOrEqual(31);
          expect(period.issueOn).toBe(issueDay({ periodFromDay, billingDay }, period.to));
          expect(period.issueOn >= period.to && daysBetween(period.to, period.issueOn) <= 31).toBe(true);
          const next = periods[index + 1];
          if (next) expect(startOfDay(period.to, zone)).toBe(startOfDay(next.from, zone));
        }
      },
    ),
    { numRuns: 120 },
  );
});
