import { describe, expect, test } from 'vitest';
import type { LocalDate } from '../base/time.ts';
import { daysAfter } from './days.ts';
import { type DunningStep, dueStep, ladderFault, type TakenStep } from './dunning.ts';

const step = (position: number, daysAfterDue: number, isOn = true): DunningStep => ({
  position,
  kind: 'reminder',
  daysAfterDue,
  isOn,
  fee: null,
});
const ladder = [step(1, 7), step(2, 14), step(3, 21)];
const due = '2026-01-31' as LocalDate;
const taken = (position: number, daysAfterDue: number, onDay: number): TakenStep => ({
  position,
  daysAfterDue,
  takenOn: daysAfter(due, onDay),
});
const at = (steps: readonly DunningStep[], before: readonly TakenStep[], day: number) =>
  dueStep(steps, due, before, daysAfter(due, day))?.position;

describe('the step that is due', () => {
  test.each([
    ['a day before', ladder, [], 6, undefined],
    ['on the day', ladder, [], 7, 1],
    ['long after', ladder, [], 500, 1],
    ['the next one on its day', ladder, [taken(1, 7, 7)], 14, 2],
    ['not the next one before', ladder, [taken(1, 7, 7)], 13, undefined],
    ['not two in one night, when the first was late', ladder, [taken(1, 7, 100)], 100, undefined],
    ['as long after a late one as the ladder says', ladder, [taken(1, 7, 100)], 107, 2],
    ['passes over steps that are off', [step(1, 7), step(2, 14, false), step(3, 21)], [taken(1, 7, 7)], 21, 3],
    ['none after the last', ladder, [taken(1, 7, 7), taken(3, 21, 21)], 500, undefined],
    ['none when all are off', [step(1, 7, false)], [], 500, undefined],
  ])('%s', (_, steps, before, day, expected) => {
    expect(at(steps, before, day)).toBe(expected);
  });
});

test('the days of a ladder rise', () => {
  expect(ladderFault(ladder)).toBeUndefined();
  expect(ladderFault([step(1, 7), step(2, 7)])).toBe(1);
  expect(ladderFault([])).toBeUndefined();
});
