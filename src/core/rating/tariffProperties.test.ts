import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceByTheBook } from '../../testing/priceByTheBook.ts';
import { anyRounding } from '../../testing/rates.ts';
import { anyAnswer, anyTariff } from '../../testing/tariffs.ts';
import { type Amount, unitPrice } from '../base/money.ts';
import type { Instant } from '../base/time.ts';
import { affordableSeconds } from './affordableSeconds.ts';
import { grantLadder } from './grantLadder.ts';
import { priceCall, priceOnly } from './priceCall.ts';
import type { Rate, Rounding } from './rate.ts';
import { firstChargedSecond, walk } from './walk.ts';

type Price = (rate: Rate, rounding: Rounding, answeredAt: Instant, seconds: number) => Amount;

const anyLength = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 1_300 }));

const agreesWithTheBook = (price: Price) =>
  fc.property(anyTariff, anyRounding, anyAnswer, anyLength, (rate, rounding, answeredAt, seconds) => {
    expect(price(rate, rounding, answeredAt, seconds)).toBe(priceByTheBook(rate, rounding, answeredAt, seconds));
  });

describe('the price with every parameter there is', () => {
  it('is what charging.md says, walked block after block', () => {
    fc.assert(agreesWithTheBook(priceOnly), { numRuns: 600 });
  });

  const changed =
    (change: (rate: Rate) => Rate): Price =>
    (rate, ...rest) =>
      priceOnly(change(rate), ...rest);
  const inBands = (change: (band: NonNullable<Rate['bands']>[number]) => NonNullable<Rate['bands']>[number]): Price =>
    changed((rate) => (rate.bands ? { ...rate, bands: rate.bands.map(change) } : rate));
  const withTerms = (change: object): Price =>
    changed((rate) => (rate.terms ? { ...rate, terms: { ...rate.terms, ...change } } : rate));
  const mistakes: Readonly<Record<string, Price>> = {
    'forgets the slots': changed(({ slots: _gone, ...rate }) => rate),
    'begins slots a second late': changed((rate) =>
      rate.slots ? { ...rate, slots: rate.slots.map((slot) => ({ ...slot, fromSecond: slot.fromSecond + 1 })) } : rate,
    ),
    'forgets the fee of a slot': changed((rate) =>
      rate.slots ? { ...rate, slots: rate.slots.map(({ fee: _gone, ...slot }) => slot) } : rate,
    ),
    'forgets first blocks of slots': changed((rate) =>
      rate.slots
        ? {
            ...rate,
            slots: rate.slots.map(({ initialPrice: _gone, ...slot }) => ({ ...slot, initialIncrement: slot.increment })),
          }
        : rate,
    ),
    'forgets the bands': changed(({ bands: _gone, ...rate }) => rate),
    'forgets the slots of a band': inBands(({ slots: _gone, ...band }) => band),
    'takes the flag fall of the day': changed((rate) =>
      rate.bands ? { ...rate, bands: rate.bands.map((band) => ({ ...band, flagFall: rate.flagFall })) } : rate,
    ),
    'looks at the band of the answer only': withTerms({ boundaryMode: 'start' }),
    'never cuts blocks': changed((rate) =>
      rate.terms?.boundaryMode === 'split' ? { ...rate, terms: { ...rate.terms, boundaryMode: 'instant' } } : rate,
    ),
    'reads the clock in UTC': withTerms({ timeZone: 'UTC' }),
    'works on holidays': withTerms({ holidays: [] }),
    'lets bands end a minute late': changed((rate) =>
      rate.terms
        ? {
            ...rate,
            terms: { ...rate.terms, windows: rate.terms.windows.map((one) => ({ ...one, to: Math.min(1_440, one.to + 1) })) },
          }
        : rate,
    ),
    'knows one kind of grace': withTerms({ graceMode: 'up_to' }),
    'forgets what is included': changed(({ included: _gone, ...rate }) => rate),
    'always covers parts of blocks': changed((rate) =>
      rate.included ? { ...rate, included: { ...rate.included, mode: 'seconds' } } : rate,
    ),
    'forgets surcharges': changed(({ surcharges: _gone, ...rate }) => rate),
    'adds surcharges to every call': changed((rate) =>
      rate.surcharges ? { ...rate, surcharges: rate.surcharges.map((one) => ({ ...one, afterSeconds: 0 })) } : rate,
    ),
    'adds no per cent': changed(({ surchargeMillionths: _gone, ...rate }) => rate),
    'adds per cent to the limits': (rate, rounding, at, seconds) =>
      priceOnly(
        {
          ...rate,
          minimumCharge: ((rate.minimumCharge * BigInt(1_000_000 + (rate.surchargeMillionths ?? 0))) /
            1_000_000n) as typeof rate.minimumCharge,
        },
        rounding,
        at,
        seconds,
      ),
  };
  it.each(Object.entries(mistakes))('a program that %s is caught', (_title, price) => {
    expect(fc.check(agreesWithTheBook(price), { numRuns: 30_000, endOnFailure: true }).failed).toBe(true);
  });
});

describe('whatever the tariff', () => {
  it('the price never falls while the call goes on', () => {
    fc.assert(
      fc.property(
        anyTariff,
        anyRounding,
        anyAnswer,
        anyLength,
        fc.integer({ min: 0, max: 400 }),
        (rate, rounding, at, seconds, more) => {
          expect(priceOnly(rate, rounding, at, seconds + more) >= priceOnly(rate, rounding, at, seconds)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('a call may use what it has paid, to the second and no more', () => {
    fc.assert(
      fc.property(anyTariff, anyRounding, anyAnswer, anyLength, (rate, rounding, at, seconds) => {
        const { coveredSeconds, billedSeconds } = walk(rate, at, seconds);
        expect(coveredSeconds).toBeGreaterThanOrEqual(seconds);
        const further = (rate.surcharges ?? []).some(
          ({ afterSeconds }) => afterSeconds >= seconds && afterSeconds < coveredSeconds,
        );
        if (!further) expect(priceOnly(rate, rounding, at, coveredSeconds)).toBe(priceOnly(rate, rounding, at, seconds));
        if (billedSeconds > 0) expect(walk(rate, at, coveredSeconds).billedSeconds).toBe(billedSeconds);
      }),
      { numRuns: 1_000 },
    );
  });

  it('what is affordable fits, and one second more does not', () => {
    const anyMoney = fc.bigInt({ min: 0n, max: 3n * 10n ** 8n }).map((money) => money as Amount);
    fc.assert(
      fc.property(
        anyTariff,
        anyRounding,
        anyAnswer,
        anyMoney,
        fc.integer({ min: 0, max: 20_000 }),
        (rate, rounding, at, money, maximum) => {
          const seconds = affordableSeconds(rate, rounding, at, money, maximum);
          expect(priceOnly(rate, rounding, at, seconds) <= money).toBe(true);
          if (seconds < maximum) expect(priceOnly(rate, rounding, at, seconds + 1) > money).toBe(true);
          else expect(seconds).toBe(maximum);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('rungs fall in length and price, each priced for the whole call, the lowest at the first charged block', () => {
    const spans = fc.tuple(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 900 })), fc.integer({ min: 1, max: 900 }));
    fc.assert(
      fc.property(anyTariff, anyRounding, anyAnswer, spans, (rate, rounding, at, [from, slice]) => {
        const rungs = grantLadder(rate, rounding, at, from, slice);
        rungs.forEach((rung, index) => {
          expect(priceOnly(rate, rounding, at, rung.seconds)).toBe(rung.amount);
          expect(rung.seconds).toBeGreaterThan(from);
          const above = rungs[index - 1];
          if (above) expect(above.seconds > rung.seconds && above.amount > rung.amount).toBe(true);
        });
        const least = walk(rate, at, Math.max(from + 1, firstChargedSecond(rate))).coveredSeconds;
        expect(rungs.at(-1)?.amount).toBe(priceOnly(rate, rounding, at, least));
      }),
      { numRuns: 500 },
    );
  });

  it('the steps add up to the price', () => {
    fc.assert(
      fc.property(anyTariff, anyRounding, anyAnswer, anyLength, (rate, rounding, at, seconds) => {
        const { steps, price } = priceCall(rate, rounding, at, seconds);
        const last = steps.findLast((step) => ['percent', 'maximum_charge', 'minimum_charge'].includes(step.kind));
        if (steps.some((step) => 'exactly' in step) || rounding.decimals < 8) return;
        const parts = last ? [last] : steps.filter((step) => step.kind !== 'rounding');
        const sum = parts.reduce((total, step) => total + ('amount' in step ? unitPrice(step.amount) : 0n), 0n);
        const rounded = steps.find((step) => step.kind === 'rounding');
        if (!rounded) expect(sum).toBe(price * 10_000n);
      }),
      { numRuns: 1_000 },
    );
  });

  it('a call of 100 hours is as much work as its bands, not as its seconds', () => {
    fc.assert(
      fc.property(anyTariff, anyAnswer, (rate, at) => {
        const windows = rate.terms.windows.slice(0, 1);
        const { pieces } = walk({ ...rate, terms: { ...rate.terms, windows } }, at, 360_000);
        // Two edges a day, a few slots, fees and first blocks, and the beginning: never one for each block.
        expect(pieces.length).toBeLessThan(60);
      }),
      { numRuns: 300 },
    );
  });
});
