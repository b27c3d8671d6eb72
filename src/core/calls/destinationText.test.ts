import { expect, test } from 'vitest';
import type { WeekDay } from '../routing/weeklyWindow.ts';
import { destinationText } from './destinationText.ts';

test.each([
  [[1, 2, 3, 4, 5], 'Mon–Fri'],
  [[6, 7], 'Sat, Sun'],
  [[7, 1, 2, 3], 'Mon–Wed, Sun'],
  [[3], 'Wed'],
  [[1, 3, 5], 'Mon, Wed, Fri'],
] as [WeekDay[], string][])('days %j are %s', (days, text) => {
  const window = { days, from: '09:00', to: '17:00', destination: { kind: 'voicemail', networkNumber: '1001' } as const };
  expect(destinationText({ kind: 'all_phones' }, [window])).toBe(`all phones; ${text} 09:00–17:00: voicemail of 1001`);
});

test('a ring group has its name where it is known', () => {
  const group = { kind: 'ring_group', ringGroupId: '3' } as const;
  expect(destinationText(group, [], { 3: 'Sales' })).toBe('ring group Sales');
  expect(destinationText(group, [])).toBe('ring group 3');
});
