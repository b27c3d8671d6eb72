import { expect, it } from 'vitest';
import { cache } from './cache.ts';

it('asks once for requests that come together', async () => {
  let asked = 0;
  const kept = cache<string, number>(10, async () => ++asked);
  expect(await Promise.all([kept.get('a'), kept.get('a')])).toEqual([1, 1]);
  expect(await kept.get('a')).toBe(1);
});

it('does not keep what was dropped while it loaded: it may be older than the change', async () => {
  let answer: (value: number) => void = () => undefined;
  let asked = 0;
  const kept = cache<string, number>(10, () => {
    asked += 1;
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  const first = kept.get('a');
  kept.drop('a');
  answer(1);
  expect(await first).toBe(1);
  expect(kept.peek('a')).toBeUndefined();
  const second = kept.get('a');
  answer(2);
  expect(await second).toBe(2);
  expect(asked).toBe(2);
});

it('keeps no failure, and no more than it may', async () => {
  let asked = 0;
  const kept = cache<string, number>(2, async (key) => {
    asked += 1;
    if (key === 'bad') throw new Error('lost');
    return asked;
  });
  await expect(kept.get('bad')).rejects.toThrow('lost');
  await expect(kept.get('bad')).rejects.toThrow('lost');
  for (const key of ['a', 'b', 'c']) await kept.get(key);
  expect([...kept.values()]).toHaveLength(2);
  expect(kept.peek('a')).toBeUndefined();
});
