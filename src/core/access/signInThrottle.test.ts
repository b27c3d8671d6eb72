import { describe, expect, test } from 'vitest';
import { instant } from '../base/time.ts';
import { attemptAllowedAt, type FailureCounts, signInThrottles } from './signInThrottle.ts';

const lastAt = instant(1_000_000);
const none = { count: 0, lastAt: undefined };
const counts = (given: Partial<FailureCounts>): FailureCounts => ({ ofBoth: none, ofName: none, ofNetwork: none, ...given });
const waitOf = (given: Partial<FailureCounts>) => {
  const at = attemptAllowedAt(counts(given));
  return at === undefined ? 0 : (at - lastAt) / 1000;
};

describe('the wait after failures', () => {
  test.each([
    [0, 0],
    [4, 0],
    [5, 30],
    [6, 60],
    [7, 120],
    [11, 1920],
    [12, 3600],
    [1_000_000, 3600],
  ])('after %i of a name from one network: %i seconds', (count, seconds) => {
    expect(waitOf({ ofBoth: { count, lastAt } })).toBe(seconds);
  });

  test('a name that is tried from everywhere never waits longer than five minutes: nobody can lock its owner out', () => {
    expect(waitOf({ ofName: { count: signInThrottles.ofName.free - 1, lastAt } })).toBe(0);
    expect(waitOf({ ofName: { count: signInThrottles.ofName.free, lastAt } })).toBe(15);
    expect(waitOf({ ofName: { count: 100_000, lastAt } })).toBe(300);
  });

  test('the longest wait counts', () => {
    expect(waitOf({ ofBoth: { count: 6, lastAt }, ofName: { count: 100, lastAt }, ofNetwork: { count: 30, lastAt } })).toBe(300);
  });
});
