import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answered, anyRate, anyRounding, rateOf, rounded } from '../../testing/rates.ts';
import { roundingModes } from '../base/divide.ts';
import { type Amount, amount, unitPrice } from '../base/money.ts';
import type { Instant } from '../base/time.ts';
import { affordableSeconds } from './affordableSeconds.ts';
import { priceCall, priceOnly } from './priceCall.ts';
import type { Rate, Rounding } from './rate.ts';

type Price = (rate: Rate, rounding: Rounding, answeredAt: Instant, seconds: number) => Amount;

/** charging.md R2–R5, R9 and R10 once more, block after block as they are written there: slow, and with no shared code but division. */
function priceByTheBook(rate: Rate, rounding: Rounding, seconds: number): Amount {
  if (seconds <= rate.graceSeconds || seconds === 0) return 0n as Amount;
  const toBill = Math.max(seconds, rate.minimumSeconds);
  const per = BigInt(rate.perSeconds);
  let cost = rate.flagFall * per;
  if (rate.untimed) cost += rate.price * per;
  for (let position = 0; !rate.untimed && position < toBill; ) {
    const length = position === 0 ? rate.initialIncrement : rate.increment;
    cost += (position === 0 ? (rate.initialPrice ?? rate.price) : rate.price) * BigInt(length);
    position += length;
  }
  if (rate.maximumCharge !== undefined && cost > rate.maximumCharge * per) cost = rate.maximumCharge * per;
  if (cost < rate.minimumCharge * per) cost = rate.minimumCharge * per;
  const units = roundingModes[rounding.roundingMode](cost, per * 10n ** BigInt(12 - rounding.decimals));
  return (units * 10n ** BigInt(8 - rounding.decimals)) as Amount;
}

const anyLength = fc.oneof(fc.integer({ min: 0, max: 130 }), fc.integer({ min: 0, max: 7_300 }));

const agreesWithTheBook = (price: Price) =>
  fc.property(anyRate, anyRounding, anyLength, (rate, rounding, seconds) => {
    expect(price(rate, rounding, answered, seconds)).toBe(priceByTheBook(rate, rounding, seconds));
  });

describe('the price of a call', () => {
  it('is what charging.md says, walked block after block', () => {
    fc.assert(agreesWithTheBook(priceOnly), { numRuns: 2_000 });
  });

  const wholeCents = rounded(2);
  const mistakes: Readonly<Record<string, Price>> = {
    'rounds to cents first': (rate, rounding, at, seconds) => {
      const cents = priceOnly(rate, wholeCents, at, seconds);
      return rounding.decimals < 2 ? priceOnly(rate, rounding, at, seconds) : cents;
    },
    'forgets the flag fall': (rate, rounding, at, seconds) =>
      priceOnly({ ...rate, flagFall: unitPrice('0') }, rounding, at, seconds),
    'deducts the grace': (rate, rounding, at, seconds) =>
      priceOnly({ ...rate, graceSeconds: 0 }, rounding, at, Math.max(0, seconds - rate.graceSeconds)),
    'bills begun blocks only when they end': (rate, rounding, at, seconds) =>
      priceOnly(rate, rounding, at, Math.max(1, seconds - 1)),
    'bills the first block at the later price': ({ initialPrice: _gone, ...rate }, rounding, at, seconds) =>
      priceOnly(rate, rounding, at, seconds),
    'charges a minimum for no call': (rate, rounding, at, seconds) =>
      seconds === 0 ? priceByTheBook(rate, rounding, rate.graceSeconds + 1) : priceOnly(rate, rounding, at, seconds),
    'always rounds half up': (rate, rounding, at, seconds) =>
      priceOnly(rate, { ...rounding, roundingMode: 'half_up' }, at, seconds),
    'forgets the maximum': ({ maximumCharge: _gone, ...rate }, rounding, at, seconds) => priceOnly(rate, rounding, at, seconds),
  };
  it.each(Object.entries(mistakes))('a program that %s is caught', (_title, price) => {
    expect(fc.check(agreesWithTheBook(price), { numRuns: 2_000 }).failed).toBe(true);
  });

  it('never falls while the call goes on', () => {
    fc.assert(
      fc.property(anyRate, anyRounding, anyLength, fc.integer({ min: 0, max: 400 }), (rate, rounding, seconds, more) => {
        expect(priceOnly(rate, rounding, answered, seconds + more) >= priceOnly(rate, rounding, answered, seconds)).toBe(true);
      }),
    );
  });

  it('bills at least the length, and its billed length costs the same: a call may use what it has paid', () => {
    fc.assert(
      fc.property(anyRate, anyRounding, anyLength, (rate, rounding, seconds) => {
        const priced = priceCall(rate, rounding, answered, seconds);
        if (priced.billedSeconds === 0) return;
        expect(priced.billedSeconds).toBeGreaterThanOrEqual(seconds);
        expect(priceCall(rate, rounding, answered, priced.billedSeconds)).toMatchObject({
          price: priced.price,
          billedSeconds: priced.billedSeconds,
        });
      }),
    );
  });

  it('is where its steps end, and the exact parts add up to it', () => {
    fc.assert(
      fc.property(anyRate, anyRounding, anyLength, (rate, rounding, seconds) => {
        const { price, steps } = priceCall(rate, rounding, answered, seconds);
        const final = steps.at(-1);
        if (final !== undefined && final.kind === 'rounding') expect(amount(final.amount)).toBe(price);
        else expect(price * 10_000n * denominatorOf(steps)).toBe(sumOf(steps));
      }),
    );
  });
});

describe('the affordable length', () => {
  const anyAmount = fc
    .oneof(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.bigInt({ min: 0n, max: 10n ** 11n }))
    .map((value) => value as Amount);
  type Affordable = typeof affordableSeconds;
  const isTheInverse = (affordable: Affordable) =>
    fc.property(anyRate, anyRounding, anyAmount, fc.integer({ min: 0, max: 40_000 }), (rate, rounding, money, maximum) => {
      const seconds = affordable(rate, rounding, answered, money, maximum);
      expect(priceOnly(rate, rounding, answered, seconds) <= money).toBe(true);
      if (seconds === maximum) return;
      expect(seconds).toBeLessThan(maximum);
      expect(priceOnly(rate, rounding, answered, seconds + 1) > money).toBe(true);
    });

  it('fits, and one second more does not', () => {
    fc.assert(isTheInverse(affordableSeconds), { numRuns: 2_000 });
  });

  const mistakes: Readonly<Record<string, Affordable>> = {
    'grants a second too many': (...given) => Math.min(given[4], affordableSeconds(...given) + 1),
    'grants a second too few': (...given) => Math.max(0, affordableSeconds(...given) - 1),
    'ignores the first block': (rate, ...given) => affordableSeconds({ ...rate, initialIncrement: rate.increment }, ...given),
    'ignores rounding': (rate, _rounding, ...given) => affordableSeconds(rate, rounded(8), ...given),
    'divides the money by the price': (rate, _rounding, _at, money, maximum) =>
      rate.price === 0n ? maximum : Math.min(maximum, Number((money * 10_000n * BigInt(rate.perSeconds)) / rate.price)),
  };
  it.each(Object.entries(mistakes))('a program that %s is caught', (_title, affordable) => {
    expect(fc.check(isTheInverse(affordable), { numRuns: 2_000 }).failed).toBe(true);
  });

  it.each([
    ['one block more needs one unit of the last digit more', '0.1199', 119],
    ['exactly two blocks', '0.12', 120],
    ['nothing', '0', 0],
    ['a debt', '-1', 0],
    ['plenty: the maximum', '1000', 36_000],
  ])('at 0.06 a minute by the second: %s', (_title, money, seconds) => {
    expect(affordableSeconds(rateOf({ price: '0.06' }), rounded(4), answered, amount(money), 36_000)).toBe(seconds);
  });

  it('with no money is the grace', () => {
    expect(affordableSeconds(rateOf({ price: '0.06', graceSeconds: 5 }), rounded(4), answered, amount('0'), 3_600)).toBe(5);
  });
});

type Steps = ReturnType<typeof priceCall>['steps'];
type Fraction = readonly [numerator: bigint, denominator: bigint];

/** The exact value of a step in 10^-12 units. */
function fractionOf(step: Steps[number]): Fraction {
  if (!('amount' in step)) return [0n, 1n];
  if (step.exactly === undefined) return [unitPrice(step.amount), 1n];
  const [top = '', bottom = ''] = step.exactly.split('/');
  return [BigInt(top) * 10n ** 12n, BigInt(bottom)];
}

/** The parts that count: a limit replaces what stands before it. */
function parts(steps: Steps): readonly Fraction[] {
  const limit = steps.find((step) => step.kind === 'maximum_charge' || step.kind === 'minimum_charge');
  return (limit ? [limit] : steps).map(fractionOf);
}

const denominatorOf = (steps: Steps): bigint => parts(steps).reduce((product, [, bottom]) => product * bottom, 1n);
const sumOf = (steps: Steps): bigint =>
  parts(steps).reduce((sum, [top, bottom]) => sum + (top * denominatorOf(steps)) / bottom, 0n);
