import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, dayOfMonth, daysBetween, startOfDay } from './calendar.ts';
import { formatInstant, instant, localDate } from './time.ts';

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2026-01-31', 2, '2026-03-31'],
  ['2026-01-31', 3, '2026-04-30'],
  ['2027-01-31', 13, '2028-02-29'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2028-02-29', 48, '2032-02-29'],
  ['2026-03-30', -1, '2026-02-28'],
  ['2026-12-15', 1, '2027-01-15'],
])('%s and %i months is %s', (first, months, expected) => expect(addMonths(first, months)).toBe(expected));

test('days are counted over leap days and years', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  expect(daysBetween('2028-02-01', '2028-03-01')).toBe(29);
  expect(dayOfMonth(2026, 13, 31)).toBe('2027-01-31');
  expect(dayOfMonth(2026, 0, 31)).toBe('2025-12-31');
});

describe('the start of a day', () => {
  test.each([
    ['2026-11-23', 'UTC', '2026-11-23T00:00:00.000Z'],
    ['2026-11-23', 'Australia/Sydney', '2026-11-22T13:00:00.000Z'],
    ['2026-10-04', 'Australia/Sydney', '2026-10-03T14:00:00.000Z'],
    ['2026-10-05', 'Australia/Sydney', '2026-10-04T13:00:00.000Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'],
    ['2026-11-23', 'Pacific/Kiritimati', '2026-11-22T10:00:00.000Z'],
    ['2026-11-23', 'Australia/Lord_Howe', '2026-11-22T13:00:00.000Z'],
    // Santiago springs forward at midnight: the day begins at 01:00 there.
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
  ])('%s in %s is %s', (date, zone, expected) => expect(formatInstant(startOfDay(date, zone))).toBe(expected));

  test('is the first instant of that date in every zone', () => {
    const zones = ['UTC', 'Australia/Sydney', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Kathmandu', 'Pacific/Apia'];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.constantFrom(...zones), (days, zone) => {
        const date = addDays('2024-01-01', days);
        const at = startOfDay(date, zone);
        expect(localDate(at, zone)).toBe(date);
        expect(localDate(instant(at - 1), zone)).toBe(addDays(date, -1));
      }),
      { numRuns: 300 },
    );
  });
});
