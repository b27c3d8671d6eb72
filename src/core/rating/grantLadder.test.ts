import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answered, anyRate, anyRounding, type RateSketch, rateOf, rounded } from '../../testing/rates.ts';
import { formatAmount } from '../base/money.ts';
import { grantLadder } from './grantLadder.ts';
import { priceCall, priceOnly } from './priceCall.ts';
import { defaultRounding } from './rate.ts';

function ladder(sketch: RateSketch, from: number, slice: number, most?: number): readonly (readonly [number, string])[] {
  return grantLadder(rateOf(sketch), defaultRounding, answered, from, slice, most).map((rung) => [
    rung.seconds,
    formatAmount(rung.amount),
  ]);
}

const sixtySix: RateSketch = { price: '0.06', initialIncrement: 60, increment: 6 };

describe('the ladder of grants', () => {
  it('goes from the end of the slice down to the first block', () => {
    expect(ladder(sixtySix, 0, 78)).toEqual([
      [78, '0.078'],
      [72, '0.072'],
      [66, '0.066'],
      [60, '0.06'],
    ]);
  });

  it('rounds the slice up to a block end', () => {
    expect(ladder(sixtySix, 0, 61)).toEqual([
      [66, '0.066'],
      [60, '0.06'],
    ]);
    expect(ladder(sixtySix, 0, 5)).toEqual([[60, '0.06']]);
  });

  it('for a call that goes on prices the whole call, and begins after what is granted', () => {
    expect(ladder(sixtySix, 66, 12)).toEqual([
      [78, '0.078'],
      [72, '0.072'],
    ]);
  });

  it('begun in the middle of a block ends with that block', () => {
    expect(ladder(sixtySix, 62, 1)).toEqual([[66, '0.066']]);
  });

  it('does not grant the grace alone: the first charged block must be covered', () => {
    expect(ladder({ price: '0.06', graceSeconds: 10, initialIncrement: 6, increment: 6 }, 0, 5)).toEqual([[12, '0.012']]);
    expect(ladder({ price: '0.06', graceSeconds: 10 }, 0, 12)).toEqual([
      [12, '0.012'],
      [11, '0.011'],
    ]);
    expect(ladder({ price: '0.06', minimumSeconds: 30 }, 0, 10)).toEqual([[30, '0.03']]);
  });

  it('of a free call has one rung that costs nothing', () => {
    expect(ladder({}, 0, 7_200)).toEqual([[7_200, '0.00']]);
  });

  it('of an untimed call has one rung', () => {
    expect(ladder({ price: '0.10', untimed: true }, 0, 7_200)).toEqual([[7_200, '0.10']]);
    expect(ladder({ price: '0.10', untimed: true }, 7_200, 600)).toEqual([[7_800, '0.10']]);
  });

  it('keeps the longest of the grants at one price: the maximum charge is reached', () => {
    expect(ladder({ price: '0.05', initialIncrement: 60, increment: 60, maximumCharge: '0.10' }, 0, 600)).toEqual([
      [600, '0.10'],
      [60, '0.05'],
    ]);
  });

  it('is thinned evenly, and keeps both ends', () => {
    expect(ladder({ price: '0.60' }, 0, 601, 4)).toEqual([
      [601, '6.01'],
      [401, '4.01'],
      [201, '2.01'],
      [1, '0.01'],
    ]);
    expect(ladder({ price: '0.60' }, 0, 600)).toHaveLength(64);
  });

  it('names every block end when there is room for them', () => {
    const ends = ladder({ price: '0.60', initialIncrement: 60, increment: 6 }, 0, 60 + 63 * 6).map(([seconds]) => seconds);
    expect(ends).toEqual(Array.from({ length: 64 }, (_, index) => 60 + (63 - index) * 6));
  });

  it('refuses a slice of nothing', () => {
    expect(() => ladder(sixtySix, 0, 0)).toThrow(RangeError);
    expect(() => ladder(sixtySix, 0, 60, 1)).toThrow(RangeError);
  });

  it('whatever the rate: rungs fall in length and price, are block ends, priced like the call, first block included', () => {
    const spans = fc.tuple(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 900 })), fc.integer({ min: 1, max: 900 }));
    fc.assert(
      fc.property(anyRate, anyRounding, spans, fc.integer({ min: 2, max: 64 }), (rate, rounding, [from, slice], most) => {
        const rungs = grantLadder(rate, rounding, answered, from, slice, most);
        expect(rungs.length).toBeGreaterThan(0);
        expect(rungs.length).toBeLessThanOrEqual(most);
        rungs.forEach((rung, index) => {
          const priced = priceCall(rate, rounding, answered, rung.seconds);
          expect(priced).toMatchObject({ price: rung.amount, billedSeconds: rung.seconds });
          const above = rungs[index - 1];
          if (above) expect(above.seconds > rung.seconds && above.amount > rung.amount).toBe(true);
          expect(rung.seconds).toBeGreaterThan(Math.max(from, rate.graceSeconds));
        });
        const smallestPrice = priceOnly(rate, rounding, answered, Math.max(from, rate.graceSeconds) + 1);
        expect(rungs.at(-1)?.amount).toBe(smallestPrice);
      }),
      { numRuns: 1_000 },
    );
  });

  it('slices do not change the price: reserving P(total) − hold slice by slice ends at the price of the whole', () => {
    fc.assert(
      fc.property(
        anyRate,
        anyRounding,
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 }),
        (rate, rounding, slices) => {
          let granted = 0;
          let hold = 0n;
          for (const slice of slices) {
            const top = grantLadder(rate, rounding, answered, granted, slice)[0];
            if (top === undefined) throw new Error('a ladder has a rung');
            expect(top.amount - hold >= 0n).toBe(true);
            hold += top.amount - hold;
            granted = top.seconds;
          }
          expect(hold).toBe(priceOnly(rate, rounding, answered, granted));
        },
      ),
    );
  });

  it('is short work for the last cents: the top rung of a rich account, the bottom rung of a poor one', () => {
    const rungs = grantLadder(rateOf({ price: '7', perSeconds: 60 }), rounded(2), answered, 0, 60);
    expect(formatAmount(rungs[0]?.amount ?? -1n)).toBe('7.00');
    expect(rungs.at(-1)).toEqual({ seconds: 1, amount: 12_000_000n });
  });
});
