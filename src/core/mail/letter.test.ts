import { expect, test } from 'vitest';
import { letterTriesMax, pauseAfter } from './letter.ts';

test('the pauses grow, and the fifth try is the last', () => {
  const pauses = [1, 2, 3, 4, 5].map(pauseAfter);
  expect(pauses).toEqual([60, 300, 1800, 7200, undefined]);
  expect(letterTriesMax).toBe(5);
});
