import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideDown, divideHalfEven, divideHalfUp, divideUp, type RoundingMode, roundingModes } from './divide.ts';

describe('dividing money', () => {
  it.each([
    //  what            up   down  half_up half_even
    ['10/5', 10n, 5n, 2n, 2n, 2n, 2n],
    ['11/10', 11n, 10n, 2n, 1n, 1n, 1n],
    ['15/10, half above odd', 15n, 10n, 2n, 1n, 2n, 2n],
    ['25/10, half above even', 25n, 10n, 3n, 2n, 3n, 2n],
    ['26/10', 26n, 10n, 3n, 2n, 3n, 3n],
    ['1/3', 1n, 3n, 1n, 0n, 0n, 0n],
    ['2/3', 2n, 3n, 1n, 0n, 1n, 1n],
    ['1/2, half above zero', 1n, 2n, 1n, 0n, 1n, 0n],
    ['0/7', 0n, 7n, 0n, 0n, 0n, 0n],
    ['-15/10 mirrors 15/10', -15n, 10n, -2n, -1n, -2n, -2n],
    ['-25/10 mirrors 25/10', -25n, 10n, -3n, -2n, -3n, -2n],
    ['-1/2 mirrors 1/2', -1n, 2n, -1n, 0n, -1n, 0n],
  ])('%s', (_title, numerator, divisor, up, down, halfUp, halfEven) => {
    expect(divideUp(numerator, divisor)).toBe(up);
    expect(divideDown(numerator, divisor)).toBe(down);
    expect(divideHalfUp(numerator, divisor)).toBe(halfUp);
    expect(divideHalfEven(numerator, divisor)).toBe(halfEven);
  });

  it('refuses a divisor that is not positive', () => {
    for (const divide of Object.values(roundingModes)) {
      expect(() => divide(1n, 0n)).toThrow(RangeError);
      expect(() => divide(1n, -2n)).toThrow(RangeError);
    }
  });

  const modes = Object.keys(roundingModes) as RoundingMode[];
  const quotients = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 20n }));

  it.each(modes)('%s: less than one away, exact results do not move, a credit mirrors its charge', (mode) => {
    const divide = roundingModes[mode];
    fc.assert(
      fc.property(quotients, ([numerator, divisor]) => {
        const result = divide(numerator, divisor);
        const rest = numerator - result * divisor;
        expect(rest < divisor && rest > -divisor).toBe(true);
        expect(divide(result * divisor, divisor)).toBe(result);
        expect(divide(-numerator, divisor)).toBe(-result);
      }),
    );
  });

  it('the nearest is at most half a unit away, for every tie and around it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: 1n, max: 50n }), (numerator, divisor) => {
        for (const divide of [divideHalfUp, divideHalfEven]) {
          const rest = numerator - divide(numerator, divisor) * divisor;
          expect(2n * (rest < 0n ? -rest : rest) <= divisor).toBe(true);
        }
      }),
    );
  });
});
