import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amount, formatAmount, formatUnitPrice, parseAmount, parseUnitPrice, unitPrice } from './money.ts';

describe('reading amounts', () => {
  it.each([
    ['0', 0n],
    ['1', 100_000_000n],
    ['1.5', 150_000_000n],
    ['0.00000001', 1n],
    ['-12.05', -1_205_000_000n],
    ['+3', 300_000_000n],
    [' 7 ', 700_000_000n],
    ['0.010000000000000', 1_000_000n],
    ['9999999999.99999999', 999_999_999_999_999_999n],
  ])('%s', (text, value) => {
    expect(parseAmount(text)).toEqual({ ok: true, value });
  });

  it.each(['', '.', '1.', '.5', '1,5', '1,000.00', '1,000.00.0', '1e3', '0x10', '--1', '1 000', 'NaN', '١', '1.2.3', '$1'])(
    'refuses %j as no amount',
    (text) => {
      expect(parseAmount(text)).toMatchObject({ ok: false, problem: expect.stringContaining('is not an amount') });
    },
  );

  it('refuses what does not fit: nine decimals, ten billion', () => {
    expect(parseAmount('0.000000001')).toMatchObject({ ok: false, problem: expect.stringContaining('more than 8 decimals') });
    expect(parseAmount('10000000000')).toMatchObject({ ok: false, problem: expect.stringContaining('too large') });
    expect(parseUnitPrice('0.0000000000001')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('more than 12 decimals'),
    });
    expect(() => amount('ten')).toThrow(TypeError);
  });
});

describe('writing amounts', () => {
  it.each([
    ['0', '0.00'],
    ['1.5', '1.50'],
    ['0.0265', '0.0265'],
    ['-3', '-3.00'],
    ['-0.00000001', '-0.00000001'],
    ['1000000', '1000000.00'],
  ])('%s is written %s', (text, written) => {
    expect(formatAmount(amount(text))).toBe(written);
    expect(formatUnitPrice(unitPrice(text))).toBe(written);
  });

  it('what is written reads back as the same amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n }), (value) => {
        expect(parseAmount(formatAmount(value))).toEqual({ ok: true, value });
        expect(parseUnitPrice(formatUnitPrice(value))).toEqual({ ok: true, value });
      }),
    );
  });
});
