import { describe, expect, it } from 'vitest';
import { answered, type RateSketch, rateOf, rounded } from '../../testing/rates.ts';
import { explainPrice } from './explainPrice.ts';
import { priceCall } from './priceCall.ts';
import { defaultRounding, isFree, type Rounding } from './rate.ts';

function stepsOf(sketch: RateSketch, seconds: number, rounding: Rounding = defaultRounding) {
  return priceCall(rateOf(sketch), rounding, answered, seconds).steps;
}

describe('the steps of a price', () => {
  it('are data: flag fall, first block, further blocks', () => {
    const sketch = { flagFall: '0.10', initialIncrement: 60, initialPrice: '0.05', increment: 60, price: '0.03' };
    expect(stepsOf(sketch, 210)).toEqual([
      { kind: 'flag_fall', amount: '0.10' },
      { kind: 'first_block', blocks: 1, blockSeconds: 60, seconds: 60, unitPrice: '0.05', perSeconds: 60, amount: '0.05' },
      { kind: 'blocks', blocks: 3, blockSeconds: 60, seconds: 180, unitPrice: '0.03', perSeconds: 60, amount: '0.09' },
    ]);
  });

  it('show a third exactly, as a fraction beside the decimal', () => {
    expect(stepsOf({ price: '0.10' }, 20)).toEqual([
      {
        ...{ kind: 'blocks', blocks: 20, blockSeconds: 1, seconds: 20, unitPrice: '0.10', perSeconds: 60 },
        ...{ amount: '0.033333333333', exactly: '1/30' },
      },
      { kind: 'rounding', decimals: 4, roundingMode: 'half_up', amount: '0.0333' },
    ]);
  });
});

describe('a receipt in English', () => {
  it.each<[string, RateSketch, number, Rounding, readonly string[]]>([
    ['no time', { price: '0.06' }, 0, defaultRounding, ['The call lasted no time: nothing is charged.']],
    [
      'grace',
      { price: '0.06', graceSeconds: 5 },
      1,
      defaultRounding,
      ['The call lasted 1 second, not more than the 5 seconds that are free: nothing is charged.'],
    ],
    [
      'minimum time and blocks',
      { price: '0.06', initialIncrement: 6, increment: 6, minimumSeconds: 30 },
      8,
      defaultRounding,
      [
        'The call lasted 8 seconds; at least 30 seconds are billed.',
        '5 blocks of 6 seconds (30 seconds) at 0.06 AUD per minute: 0.03 AUD.',
      ],
    ],
    [
      'flag fall, first block, further block, rounding to cents',
      { flagFall: '0.10', initialIncrement: 30, initialPrice: '0.05', increment: 7, price: '0.03', perSeconds: 30 },
      31,
      rounded(2, 'up'),
      [
        'Flag fall: 0.10 AUD.',
        'First 30 seconds at 0.05 AUD per 30 seconds: 0.05 AUD.',
        '1 block of 7 seconds at 0.03 AUD per 30 seconds: 0.007 AUD.',
        'Rounded up to 2 decimals: 0.16 AUD.',
      ],
    ],
    [
      'by the second, maximum',
      { price: '0.01', perSeconds: 1, maximumCharge: '0.50' },
      61,
      rounded(1),
      [
        '61 seconds at 0.01 AUD per second: 0.61 AUD.',
        '0.61 AUD is more than the maximum charge, which is charged instead: 0.50 AUD.',
      ],
    ],
    [
      'untimed, minimum',
      { price: '0.10', untimed: true, minimumCharge: '0.155' },
      61,
      rounded(1, 'half_even'),
      [
        'One price for the call, whatever its length: 0.10 AUD.',
        '0.10 AUD is less than the minimum charge, which is charged instead: 0.155 AUD.',
        'Rounded to the nearest (half goes to the even digit) to 1 decimal: 0.20 AUD.',
      ],
    ],
    [
      'a third',
      { price: '0.10' },
      20,
      rounded(2, 'down'),
      ['20 seconds at 0.10 AUD per minute: 0.033333333333 AUD (exactly 1/30).', 'Rounded down to 2 decimals: 0.03 AUD.'],
    ],
  ])('%s', (_title, sketch, seconds, rounding, sentences) => {
    expect(explainPrice(stepsOf(sketch, seconds, rounding), 'AUD')).toEqual(sentences);
  });

  it('needs no currency', () => {
    expect(explainPrice(stepsOf({ price: '0.10', untimed: true }, 5))).toEqual([
      'One price for the call, whatever its length: 0.10.',
    ]);
  });
});

describe('a free rate costs nothing at any length', () => {
  it.each<[string, RateSketch, boolean]>([
    ['no price at all', {}, true],
    ['a price', { price: '0.01' }, false],
    ['a flag fall', { flagFall: '0.01' }, false],
    ['only the first block is free', { initialPrice: '0', price: '0.01' }, false],
    ['only the first block costs', { initialPrice: '0.01' }, false],
    ['untimed ignores the first block', { initialPrice: '0.01', untimed: true }, true],
    ['a minimum charge', { minimumCharge: '0.01' }, false],
    ['a maximum charge of nothing', { price: '0.01', maximumCharge: '0' }, true],
    ['a minimum above that', { price: '0.01', maximumCharge: '0', minimumCharge: '1' }, false],
  ])('%s', (_title, sketch, free) => {
    expect(isFree(rateOf(sketch))).toBe(free);
  });
});
