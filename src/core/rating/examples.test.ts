import { describe, expect, it } from 'vitest';
import { readRateExamples } from '../../testing/rateExamples.ts';
import { formatAmount } from '../base/money.ts';
import { affordableSeconds } from './affordableSeconds.ts';
import { priceCall, priceOnly } from './priceCall.ts';
import { wholeSeconds } from './wholeSeconds.ts';

const examples = readRateExamples();

describe('the worked prices of examples.txt', () => {
  it('are enough to read a tariff from', () => {
    expect(examples.length).toBeGreaterThanOrEqual(300);
    expect(new Set(examples.map(({ title }) => title)).size).toBe(examples.length);
  });

  it.each(examples)('$title', ({ rate, rounding, answeredAt, milliseconds, billedSeconds, price }) => {
    const seconds = wholeSeconds(milliseconds, rate.terms?.durationRounding);
    const priced = priceCall(rate, rounding, answeredAt, seconds);
    expect({ billedSeconds: priced.billedSeconds, price: formatAmount(priced.price) }).toEqual({ billedSeconds, price });
    expect(priceOnly(rate, rounding, answeredAt, seconds)).toBe(priced.price);
    expect(affordableSeconds(rate, rounding, answeredAt, priced.price, 400_000)).toBeGreaterThanOrEqual(seconds);
  });
});
