import { expect, test } from 'vitest';
import { instant } from '../core/base/time.ts';
import { failureCounts } from './failureCounts.ts';

const failure = (seconds: number, name = '1001') => ({
  ...{ protocol: 'sip' as const, address: '192.0.2.7', name },
  at: instant(1_800_000_000_000 + seconds * 1000),
});

test('counts by network, and begins again after a quiet window', () => {
  const counts = failureCounts();
  expect([0, 1, 2].map((at) => counts.add('a', failure(at)))).toEqual([1, 2, 3]);
  expect(counts.add('b', failure(2))).toBe(1);
  expect(counts.add('a', failure(602))).toBe(1);
  expect(counts.of('a')).toEqual([failure(602)]);
  counts.forget('a');
  expect(counts.of('a')).toEqual([]);
});

test('a flood takes no memory: the newest failures of the newest networks are kept', () => {
  const counts = failureCounts(1000);
  for (let network = 0; network < 50_000; network += 1) counts.add(`n${network}`, failure(0));
  for (let times = 0; times < 5000; times += 1) counts.add('one', failure(0, String(times)));
  expect(counts.size()).toBe(1000);
  expect(counts.of('one')).toHaveLength(100);
  expect(counts.of('one').at(-1)?.name).toBe('4999');
  expect([counts.of('n0').length, counts.of('n49999').length]).toEqual([0, 1]);
  expect(counts.add('one', failure(0))).toBe(5001);
});
