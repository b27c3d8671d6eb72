import { describe, expect, it } from 'vitest';
import { answered, type RateSketch, rateOf, rounded } from '../../testing/rates.ts';
import { formatAmount } from '../base/money.ts';
import { priceCall, priceOnly } from './priceCall.ts';
import { defaultRounding, type Rounding } from './rate.ts';
import { wholeSeconds } from './wholeSeconds.ts';

/** [what, the rate, milliseconds of the call, billed seconds, price] */
type Row = readonly [string, RateSketch, number, number, string];

function check(rows: readonly Row[], rounding: Rounding = defaultRounding): void {
  it.each(rows)('%s', (_title, sketch, milliseconds, billedSeconds, price) => {
    const rate = rateOf(sketch);
    const priced = priceCall(rate, rounding, answered, wholeSeconds(milliseconds));
    expect({ billedSeconds: priced.billedSeconds, price: formatAmount(priced.price) }).toEqual({ billedSeconds, price });
    expect(priceOnly(rate, rounding, answered, wholeSeconds(milliseconds))).toBe(priced.price);
  });
}

const perSecond: RateSketch = { price: '0.06' };
const sixtySix: RateSketch = { price: '0.06', initialIncrement: 60, increment: 6 };
const minutes: RateSketch = { price: '0.05', initialIncrement: 60, increment: 60 };
const blockPrice: RateSketch = { initialIncrement: 60, initialPrice: '0.05', increment: 60, price: '0.03' };

describe('length: every begun second counts', () => {
  check([
    ['answered and gone in the same millisecond: nothing, no flag fall either', { ...perSecond, flagFall: '0.10' }, 0, 0, '0.00'],
    ['1 ms is a second', perSecond, 1, 1, '0.001'],
    ['0.2 s is a second', perSecond, 200, 1, '0.001'],
    ['exactly a second', perSecond, 1_000, 1, '0.001'],
    ['a second and 1 ms are two', perSecond, 1_001, 2, '0.002'],
    ['100 hours', perSecond, 360_000_000, 360_000, '360.00'],
    [
      '100 hours in blocks of 7 seconds',
      { price: '0.07', increment: 7, initialIncrement: 7, perSeconds: 7 },
      360_000_000,
      360_003,
      '3600.03',
    ],
  ]);
});

describe('blocks: each begun block is charged in full', () => {
  check([
    ['60/6: a second costs the first minute', sixtySix, 1_000, 60, '0.06'],
    ['60/6: exactly the first block', sixtySix, 60_000, 60, '0.06'],
    ['60/6: the first block and 1 ms', sixtySix, 60_001, 66, '0.066'],
    ['60/6: 61 seconds', sixtySix, 61_000, 66, '0.066'],
    ['60/6: 66 seconds', sixtySix, 66_000, 66, '0.066'],
    ['60/6: 67 seconds', sixtySix, 67_000, 72, '0.072'],
    ['60/60: exactly one block', minutes, 60_000, 60, '0.05'],
    ['60/60: one block and 1 ms', minutes, 60_001, 120, '0.10'],
    ['1/1: as long as it was', perSecond, 77_000, 77, '0.077'],
    ['30/6 at a price per minute', { price: '0.10', initialIncrement: 30, increment: 6 }, 31_000, 36, '0.06'],
    ['7/7, a block that does not divide a minute', { price: '0.60', initialIncrement: 7, increment: 7 }, 60_000, 63, '0.63'],
    ['60/7, first block then sevens', { price: '0.60', initialIncrement: 60, increment: 7 }, 61_000, 67, '0.67'],
    ['a first block shorter than the others: 6/60', { price: '0.06', initialIncrement: 6, increment: 60 }, 7_000, 66, '0.066'],
    ['price per second', { price: '0.001', perSeconds: 1 }, 61_000, 61, '0.061'],
    ['price per 30 seconds', { price: '0.02', perSeconds: 30, initialIncrement: 30, increment: 30 }, 61_000, 90, '0.06'],
  ]);
});

describe('a first block at its own price: 5c first minute, 3c each further minute', () => {
  check([
    ['1 second', blockPrice, 1_000, 60, '0.05'],
    ['one minute', blockPrice, 60_000, 60, '0.05'],
    ['one minute and 1 ms', blockPrice, 60_001, 120, '0.08'],
    ['three and a half minutes', blockPrice, 210_000, 240, '0.14'],
    ['a free first minute', { ...blockPrice, initialPrice: '0' }, 90_000, 120, '0.03'],
    ['a first block of 30 s is priced per minute as well', { ...blockPrice, initialIncrement: 30 }, 31_000, 90, '0.055'],
  ]);
});

describe('flag fall: once, as soon as anything is charged', () => {
  check([
    ['with the shortest call', { ...perSecond, flagFall: '0.10' }, 1, 1, '0.101'],
    ['and no more later', { ...perSecond, flagFall: '0.10' }, 600_000, 600, '0.70'],
    ['alone, calls are free after that', { flagFall: '0.25' }, 600_000, 600, '0.25'],
    ['before the blocks', { ...blockPrice, flagFall: '0.10' }, 61_000, 120, '0.18'],
  ]);
});

describe('untimed: one price, any length', () => {
  check([
    ['1 second', { price: '0.10', untimed: true }, 1_000, 1, '0.10'],
    ['ten hours', { price: '0.10', untimed: true }, 36_000_000, 36_000, '0.10'],
    ['with flag fall', { price: '0.10', flagFall: '0.05', untimed: true }, 61_000, 61, '0.15'],
    [
      'blocks have no effect',
      { price: '0.10', untimed: true, increment: 60, initialIncrement: 60, perSeconds: 1 },
      61_000,
      61,
      '0.10',
    ],
    ['not a moment: nothing', { price: '0.10', untimed: true }, 0, 0, '0.00'],
    ['grace holds', { price: '0.10', untimed: true, graceSeconds: 5 }, 5_000, 0, '0.00'],
  ]);
});

describe('grace: a short call is free, a longer one is charged from its first second', () => {
  const grace: RateSketch = { ...perSecond, graceSeconds: 5, flagFall: '0.10' };
  check([
    ['shorter than the grace', grace, 3_000, 0, '0.00'],
    ['equal to the grace', grace, 5_000, 0, '0.00'],
    ['1 ms longer', grace, 5_001, 6, '0.106'],
    ['with a minimum time: equal', { ...grace, minimumSeconds: 30 }, 5_000, 0, '0.00'],
    ['with a minimum time: 1 ms longer', { ...grace, minimumSeconds: 30 }, 5_001, 30, '0.13'],
    ['with a minimum charge: equal', { ...grace, minimumCharge: '0.50' }, 5_000, 0, '0.00'],
    ['with a minimum charge: 1 ms longer', { ...grace, minimumCharge: '0.50' }, 5_001, 6, '0.50'],
  ]);
});

describe('minimum time, then whole blocks', () => {
  check([
    ['shorter', { ...perSecond, minimumSeconds: 30 }, 8_000, 30, '0.03'],
    ['equal', { ...perSecond, minimumSeconds: 30 }, 30_000, 30, '0.03'],
    ['longer', { ...perSecond, minimumSeconds: 30 }, 31_000, 31, '0.031'],
    ['the minimum is filled up to a block end', { ...sixtySix, minimumSeconds: 62 }, 8_000, 66, '0.066'],
  ]);
});

describe('minimum and maximum charge: limits of the sum, not added to it', () => {
  const limits: RateSketch = { ...minutes, flagFall: '0.10', minimumCharge: '0.20', maximumCharge: '0.50' };
  check([
    ['below the minimum, flag fall included', limits, 60_000, 60, '0.20'],
    ['exactly the minimum', limits, 120_000, 120, '0.20'],
    ['between', limits, 180_000, 180, '0.25'],
    ['exactly the maximum', limits, 480_000, 480, '0.50'],
    ['beyond the maximum the call goes on', limits, 3_600_000, 3_600, '0.50'],
    ['no length, no minimum', limits, 0, 0, '0.00'],
    ['a maximum of nothing is a free call', { ...minutes, maximumCharge: '0' }, 3_600_000, 3_600, '0.00'],
    [
      'a maximum below the minimum: the minimum is applied last',
      { ...minutes, minimumCharge: '2', maximumCharge: '1' },
      60_000,
      60,
      '2.00',
    ],
    ['a minimum beyond the decimals is rounded like any price', { ...minutes, minimumCharge: '0.123456' }, 60_000, 60, '0.1235'],
  ]);
});

describe('one rounding at the end', () => {
  // 0.0265 for a minute, 30 seconds: 0.01325, a tie at four decimals.
  const tie: RateSketch = { price: '0.0265', initialIncrement: 30, increment: 30 };
  const evenTie: RateSketch = { ...tie, price: '0.0269' }; // 0.01345
  describe('half up', () => check([['tie', tie, 30_000, 30, '0.0133']]));
  describe('up', () => check([['tie', tie, 30_000, 30, '0.0133']], rounded(4, 'up')));
  describe('down', () => check([['tie', tie, 30_000, 30, '0.0132']], rounded(4, 'down')));
  describe('half even', () => {
    check([['tie above an even digit', tie, 30_000, 30, '0.0132']], rounded(4, 'half_even'));
    check([['tie above an even digit, one step on', evenTie, 30_000, 30, '0.0134']], rounded(4, 'half_even'));
    check([['tie above an odd digit', { ...tie, price: '0.0267' }, 30_000, 30, '0.0134']], rounded(4, 'half_even'));
  });
  // 0.1 for 3 seconds: 1 s is a third of 0.1; 0.05 of flag fall and 3 × 1/30 make 0.15 exactly, a tie at one decimal.
  const thirds: RateSketch = { price: '0.10', perSeconds: 3, flagFall: '0.05' };
  describe('a tie made of thirds', () => {
    check([['3 seconds', thirds, 3_000, 3, '0.20']], rounded(1));
    check([['3 seconds down', thirds, 3_000, 3, '0.10']], rounded(1, 'down'));
    check([['1 second is no tie', thirds, 1_000, 1, '0.0833']]);
    check([['2 seconds', thirds, 2_000, 2, '0.1167']]);
  });
  describe('what fits does not move: 0.17 rounded up to cents stays 0.17', () => {
    check([['17 seconds at 0.60', { price: '0.60' }, 17_000, 17, '0.17']], rounded(2, 'up'));
    check([['1.15 rounded to one decimal', { price: '1.15', untimed: true }, 1_000, 1, '1.20']], rounded(1));
    check([['100.115 rounded to cents', { price: '100.115', untimed: true }, 1_000, 1, '100.12']], rounded(2));
    check([['1.005 rounded to cents', { price: '1.005', untimed: true }, 1_000, 1, '1.01']], rounded(2));
  });
  describe('many and few decimals', () => {
    check([['a price of 8 decimals, whole', { price: '0.00012345', perSeconds: 1 }, 1_000, 1, '0.00012345']], rounded(8));
    check([['a price of 12 decimals', { price: '0.000000012345', perSeconds: 1 }, 3_600_000, 3_600, '0.00004444']], rounded(8));
    check([['whole currency units', { price: '90', initialIncrement: 60, increment: 60 }, 1_000, 60, '90.00']], rounded(0));
    check([['half a unit', { price: '1', perSeconds: 60 }, 30_000, 30, '1.00']], rounded(0));
    check([['the tiniest price up', { price: '0.000000000001' }, 1_000, 1, '0.00000001']], rounded(8, 'up'));
  });
  it('rounds the sum, not its parts: three parts of a third of a cent are a cent', () => {
    const rate = rateOf({ flagFall: '0.003333333333', price: '0.003333333333', untimed: true });
    expect(formatAmount(priceCall(rate, rounded(2), answered, 1).price)).toBe('0.01');
  });
  it('refuses decimals outside 0 to 8', () => {
    expect(() => priceCall(rateOf(perSecond), rounded(9), answered, 1)).toThrow(RangeError);
    expect(() => priceCall(rateOf(perSecond), rounded(-1), answered, 1)).toThrow(RangeError);
  });
});

describe('a length is a whole number of seconds', () => {
  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('%s is a mistake of the program', (seconds) => {
    expect(() => priceCall(rateOf(perSecond), defaultRounding, answered, seconds)).toThrow(RangeError);
  });
  it('comes from whole milliseconds of one clock', () => {
    expect([-5, 0, 1, 999, 1_000, 1_001].map((milliseconds) => wholeSeconds(milliseconds))).toEqual([0, 0, 1, 1, 1, 2]);
    expect(() => wholeSeconds(0.5)).toThrow(RangeError);
  });
});
