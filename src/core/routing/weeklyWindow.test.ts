import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant } from '../base/time.ts';
import { clockPattern, isWithin, type WeekDay, type WeeklyWindow, windowText } from './weeklyWindow.ts';

const at = (text: string) => instant(Date.parse(text));
const office: WeeklyWindow = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };
const night: WeeklyWindow = { days: [5], from: '22:00', to: '06:00' };

// 2026-11-23 is a Monday. Sydney is then at UTC+11.
test.each([
  ['the first minute', office, '2026-11-22T22:00:00Z', 'Australia/Sydney', true],
  ['a minute before', office, '2026-11-22T21:59:59Z', 'Australia/Sydney', false],
  ['the last second', office, '2026-11-23T05:59:59Z', 'Australia/Sydney', true],
  ['the end is not included', office, '2026-11-23T06:00:00Z', 'Australia/Sydney', false],
  ['another day', office, '2026-11-21T23:00:00Z', 'Australia/Sydney', false],
  ['another zone, another hour', office, '2026-11-22T22:00:00Z', 'UTC', false],
  ['over midnight: the evening of its day', night, '2026-11-27T22:00:00Z', 'UTC', true],
  ['over midnight: the morning after', night, '2026-11-28T05:59:00Z', 'UTC', true],
  ['over midnight: not the morning of its day', night, '2026-11-27T05:00:00Z', 'UTC', false],
  ['over midnight: not the evening after', night, '2026-11-28T22:00:00Z', 'UTC', false],
  ['until 24:00', { days: [7], from: '12:00', to: '24:00' }, '2026-11-22T23:59:59Z', 'UTC', true],
  ['Sunday night reaches Monday', { days: [7], from: '23:00', to: '01:00' }, '2026-11-23T00:30:00Z', 'UTC', true],
  ['the same time twice is a whole day', { days: [1], from: '09:00', to: '09:00' }, '2026-11-24T08:59:00Z', 'UTC', true],
  ['the hour that is there twice', { days: [7], from: '02:00', to: '03:00' }, '2026-04-04T16:30:00Z', 'Australia/Sydney', true],
] as const)('%s', (_, window, text, zone, expected) => {
  expect(isWithin({ ...window, days: [...window.days] as WeekDay[] }, at(text), zone)).toBe(expected);
});

test('a window and the one that begins where it ends cover each moment once', () => {
  const anyClock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(clock);
  const days: readonly WeekDay[] = [1, 2, 3, 4, 5, 6, 7];
  fc.assert(
    fc.property(anyClock, anyClock, fc.integer({ min: 0, max: 10_080 }), (from, to, minute) => {
      fc.pre(from !== to);
      const moment = instant(Date.parse('2026-11-23T00:00:00Z') + minute * 60_000);
      const [one, other] = [isWithin({ days, from, to }, moment, 'UTC'), isWithin({ days, from: to, to: from }, moment, 'UTC')];
      expect(one).not.toBe(other);
    }),
  );
});

const clock = ([hour, minute]: [number, number]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

test.each(['9:00', '24:01', '25:00', '09:60', '0900', ''])('%s is no time of the day', (text) => {
  expect(text).not.toMatch(clockPattern);
});

test.each([
  [[1, 2, 3, 4, 5], 'Mon–Fri'],
  [[7, 6], 'Sat, Sun'],
  [[1, 3, 4, 5, 7], 'Mon, Wed–Fri, Sun'],
])('days in a row are one: %j', (days, text) => {
  expect(windowText({ days, from: '17:00', to: '09:00' })).toBe(`${text} 17:00–09:00`);
});
