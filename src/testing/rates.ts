import fc from 'fast-check';
import { type RoundingMode, roundingModes } from '../core/base/divide.ts';
import { type UnitPrice, unitPrice } from '../core/base/money.ts';
import { instant } from '../core/base/time.ts';
import type { Rate, Rounding } from '../core/rating/rate.ts';

/** For tests: what a clerk writes about a rate, prices as text. */
export type RateSketch = Partial<Omit<Rate, PriceField>> & { readonly [field in PriceField]?: string };
type PriceField = 'flagFall' | 'price' | 'initialPrice' | 'minimumCharge' | 'maximumCharge';

/** For tests: a rate per second of nothing, changed by the sketch. */
export function rateOf(sketch: RateSketch): Rate {
  const { flagFall, price, initialPrice, minimumCharge, maximumCharge, ...plain } = sketch;
  return {
    ...{ prefix: '61', destination: 'Australia', perSeconds: 60, initialIncrement: 1, increment: 1, untimed: false },
    ...{ graceSeconds: 0, minimumSeconds: 0, blocked: false },
    ...plain,
    ...{ flagFall: unitPrice(flagFall ?? '0'), price: unitPrice(price ?? '0'), minimumCharge: unitPrice(minimumCharge ?? '0') },
    ...(initialPrice === undefined ? {} : { initialPrice: unitPrice(initialPrice) }),
    ...(maximumCharge === undefined ? {} : { maximumCharge: unitPrice(maximumCharge) }),
  };
}

export const answered = instant(Date.UTC(2026, 10, 23, 9));

export const rounded = (decimals: number, roundingMode: RoundingMode = 'half_up'): Rounding => ({ decimals, roundingMode });

/** For properties: any rounding that a package may have. */
export const anyRounding: fc.Arbitrary<Rounding> = fc.record({
  decimals: fc.integer({ min: 0, max: 8 }),
  roundingMode: fc.constantFrom(...(Object.keys(roundingModes) as RoundingMode[])),
});

export const anyPrice = fc.oneof(
  fc.constant(0n as UnitPrice),
  fc.bigInt({ min: 0n, max: 10n ** 12n }).map((price) => price as UnitPrice),
  fc.bigInt({ min: 0n, max: 300n }).map((cents) => (cents * 10n ** 10n) as UnitPrice),
);
export const anyBlock = fc.oneof(fc.constantFrom(1, 6, 7, 30, 60), fc.integer({ min: 1, max: 200 }));

/** For properties: any rate with every parameter in use, biased to what operators write. */
export const anyRate: fc.Arbitrary<Rate> = fc
  .record(
    {
      ...{ flagFall: anyPrice, price: anyPrice, initialPrice: anyPrice, minimumCharge: anyPrice, maximumCharge: anyPrice },
      ...{ initialIncrement: anyBlock, increment: anyBlock, perSeconds: fc.oneof(fc.constantFrom(1, 60), anyBlock) },
      ...{ graceSeconds: fc.constantFrom(0, 0, 0, 3, 10), minimumSeconds: fc.constantFrom(0, 0, 0, 5, 30) },
      untimed: fc.integer({ min: 0, max: 5 }).map((dice) => dice === 0),
    },
    {
      requiredKeys: [
        ...(['flagFall', 'price', 'minimumCharge', 'initialIncrement', 'increment'] as const),
        ...(['perSeconds', 'graceSeconds', 'minimumSeconds', 'untimed'] as const),
      ],
    },
  )
  .map((fields) => ({ prefix: '61', destination: 'Australia', blocked: false, ...fields }));
