import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateOf } from '../../testing/rates.ts';
import { type Amount, amount } from '../base/money.ts';
import { instant } from '../base/time.ts';
import { defaultRounding } from '../rating/rate.ts';
import { callSecondsMax, type MatchedRate } from './planCall.ts';
import { sliceFor } from './slice.ts';

// 6 cents a minute, by the second: 600 s cost 0.60.
const matched = { rateId: 1n, rate: rateOf({ price: '0.06' }), rounding: defaultRounding } as MatchedRate;
const call = (moneyLeft: string, grantedSeconds = 60) => ({
  ...{ matched, answeredAt: instant(0), grantedSeconds },
  moneyLeft: amount(moneyLeft),
});

describe('how much talk is reserved next', () => {
  it.each([
    ['no money: the least', '0', 1, 60],
    ['a twentieth of it is less than a minute', '1.19', 1, 60],
    ['a twentieth is a minute', '1.20', 1, 60],
    ['a twentieth is more', '2.40', 1, 120],
    ['shared by two calls', '2.40', 2, 60],
    ['shared by two calls of a richer account', '4.80', 2, 120],
    ['just below the most', '11.98', 1, 599],
    ['the most', '12', 1, 600],
    ['never more', '1000000', 1, 600],
    ['no limit of money at all (at most 2^62)', '9999999999', 1, 600],
  ])('%s: %s with %i calls is %i s', (_, moneyLeft, calls, seconds) => {
    expect(sliceFor(call(moneyLeft), calls)).toBe(seconds);
  });

  it('ends with the longest call', () => {
    expect(sliceFor(call('1000', callSecondsMax - 100), 1)).toBe(100);
    expect(sliceFor(call('0', callSecondsMax - 10), 1)).toBe(10);
  });

  it('what costs nothing more is granted at its longest', () => {
    const capped = { ...matched, rate: rateOf({ price: '0.06', maximumCharge: '0.06' }) };
    expect(sliceFor({ ...call('0', 120), matched: capped }, 5)).toBe(600);
  });

  it('included minutes are set aside a minute at a time, however much money there is', () => {
    const bundle = { bundleId: 1n, accountId: 1n, included: { seconds: 6000, mode: 'seconds', coversFlagFall: false } };
    const included = { ...matched, bundle, rate: { ...matched.rate, included: bundle.included } } as unknown as MatchedRate;
    expect(sliceFor({ ...call('1000'), matched: included }, 1)).toBe(60);
  });

  it('more money never shortens it, more calls never lengthen it', () => {
    const money = fc.bigInt(0n, 10n ** 12n);
    fc.assert(
      fc.property(money, money, fc.integer({ min: 1, max: 500 }), (one, more, calls) => {
        const slice = (moneyLeft: bigint, active: number) => sliceFor({ ...call('0'), moneyLeft: moneyLeft as Amount }, active);
        expect(slice(one + more, calls)).toBeGreaterThanOrEqual(slice(one, calls));
        expect(slice(one, calls + 1)).toBeLessThanOrEqual(slice(one, calls));
        expect(slice(one, calls)).toBeGreaterThanOrEqual(60);
        expect(slice(one, calls)).toBeLessThanOrEqual(600);
      }),
    );
  });
});
