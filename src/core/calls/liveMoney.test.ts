import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyRounding, rateOf } from '../../testing/rates.ts';
import { anyAnswer, anyTariff } from '../../testing/tariffs.ts';
import { amount, formatAmount } from '../base/money.ts';
import { formatInstant, instant } from '../base/time.ts';
import { priceCall } from '../rating/priceCall.ts';
import { fromPlainRate, toPlainRate } from '../rating/soFar.ts';
import { wholeSeconds } from '../rating/wholeSeconds.ts';
import { costAt, marginOf, priceAt, sumOf } from './liveMoney.ts';

const rounding = { decimals: 4, roundingMode: 'half_up' } as const;
const rate = rateOf({ price: '0.60', initialIncrement: 60, increment: 6, flagFall: '0.10' });
const rates = {
  sell: { rate: toPlainRate(rate), ...rounding },
  cost: { rate: toPlainRate(rateOf({ price: '0.30', initialIncrement: 1, increment: 1 })), ...rounding },
};
const answeredAt = instant(1_795_000_000_000);
const call = { answeredAt: formatInstant(answeredAt), rateKey: 'sell', included: null, costRateKey: 'cost' };
const after = (milliseconds: number) => instant(answeredAt + milliseconds);

test.each([
  [0, '0.00', '0.00'],
  [1, '0.70', '0.005'],
  [60_000, '0.70', '0.30'],
  [60_001, '0.76', '0.305'],
  [-5000, '0.00', '0.00'],
])('after %d ms it costs %s, and the provider takes %s', (milliseconds, price, cost) => {
  expect(priceAt(call, rates, after(milliseconds))).toBe(price);
  expect(costAt(call, rates, after(milliseconds))).toBe(cost);
});

test('what rings and what has no known rate has no price yet; what is free is nothing', () => {
  expect(priceAt({ ...call, answeredAt: null }, rates, answeredAt)).toBeNull();
  expect(priceAt({ ...call, rateKey: 'gone' }, rates, answeredAt)).toBeNull();
  expect(priceAt({ ...call, rateKey: null }, rates, answeredAt)).toBe('0.00');
  expect(costAt({ ...call, costRateKey: null }, rates, after(1000))).toBeNull();
});

test('included seconds are free here as at the end', () => {
  const included = { seconds: 60, mode: 'seconds', coversFlagFall: true } as const;
  expect(priceAt({ ...call, included }, rates, after(60_000))).toBe('0.00');
  expect(priceAt({ ...call, included }, rates, after(61_000))).toBe('0.06');
});

test('sums and margins are exact, and what is not known is not guessed', () => {
  expect(marginOf('0.30', '0.10')).toBe('0.20');
  expect(marginOf('0.10', '0.30000001')).toBe('-0.20000001');
  expect(marginOf(null, '1.00')).toBeNull();
  expect(sumOf(['0.10', '0.20', null])).toBe('0.30');
  expect(sumOf([null])).toBeNull();
});

test('any tariff, any moment, through the wire and back: the price that the end would have', () => {
  fc.assert(
    fc.property(anyTariff, anyRounding, anyAnswer, fc.nat(7_200_000), (tariff, how, from, milliseconds) => {
      const plain = JSON.parse(JSON.stringify(toPlainRate(tariff)));
      expect(fromPlainRate(plain)).toEqual(tariff);
      const shown = priceAt(
        { ...call, answeredAt: formatInstant(from) },
        { sell: { rate: plain, ...how } },
        instant(from + milliseconds),
      );
      const { price } = priceCall(tariff, how, from, wholeSeconds(milliseconds, tariff.terms.durationRounding));
      expect(shown).toBe(formatAmount(price));
    }),
    { numRuns: 2000 },
  );
});

test('amounts of any size add up', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n })), (all) => {
      const total = all.reduce((sum, one) => sum + one, 0n);
      expect(sumOf(all.map(formatAmount))).toBe(all.length === 0 ? null : formatAmount(total));
      expect(amount(formatAmount(total))).toBe(total);
    }),
  );
});
