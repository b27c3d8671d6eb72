import { expect, it } from 'vitest';
import { dateIn, formatDuration, formatTime, nextDate, secondsBetween, startOfDate } from './timeText.ts';

it.each([
  [0, '0:00'],
  [59, '0:59'],
  [61, '1:01'],
  [3599, '59:59'],
  [3600, '1:00:00'],
  [86_400, '24:00:00'],
])('writes %i seconds as %s', (seconds, shown) => {
  expect(formatDuration(seconds)).toBe(shown);
});

it.each([
  ['2026-11-23', 'UTC', '2026-11-23T00:00:00.000Z'],
  ['2026-11-23', 'Australia/Sydney', '2026-11-22T13:00:00.000Z'],
  ['2026-07-01', 'Australia/Sydney', '2026-06-30T14:00:00.000Z'],
  // The day on which Sydney's clocks go forward, and the day after.
  ['2026-10-04', 'Australia/Sydney', '2026-10-03T14:00:00.000Z'],
  ['2026-10-05', 'Australia/Sydney', '2026-10-04T13:00:00.000Z'],
  ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'],
  ['2026-01-01', 'Asia/Kathmandu', '2025-12-31T18:15:00.000Z'],
])('%s begins in %s at %s', (date, zone, instant) => {
  expect(startOfDate(date, zone)).toBe(instant);
  expect(dateIn(zone, new Date(instant))).toBe(date);
});

it('knows the next day across months and leap years', () => {
  expect(nextDate('2026-12-31')).toBe('2027-01-01');
  expect(nextDate('2028-02-28')).toBe('2028-02-29');
});

it('writes times in the operator’s zone and order', () => {
  const at = '2026-11-23T03:04:05Z';
  expect(formatTime(at, { tag: 'en-AU', timeZone: 'Australia/Sydney' }, 'short')).toBe('23 Nov, 14:04');
  expect(formatTime(at, { tag: 'en-US', timeZone: 'America/New_York' }, 'time')).toBe('22:04:05');
});

it('never counts below zero when clocks differ', () => {
  expect(secondsBetween('2026-11-23T00:00:10Z', Date.parse('2026-11-23T00:00:00Z'))).toBe(0);
});
