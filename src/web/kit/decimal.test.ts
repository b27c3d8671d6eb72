import { expect, it } from 'vitest';
import { formatDecimal, isZero } from './decimal.ts';

it.each([
  ['0.00', '0.00'],
  ['999.5', '999.5'],
  ['1000.50', '1,000.50'],
  ['1234567.12345678', '1,234,567.12345678'],
  ['-3.25', '−3.25'],
  ['-1234.00', '−1,234.00'],
  ['9007199254740993.01', '9,007,199,254,740,993.01'],
  ['not money', 'not money'],
])('writes %s as %s, without touching a digit', (text, shown) => {
  expect(formatDecimal(text)).toBe(shown);
});

it('knows zero in any number of digits', () => {
  expect(['0', '0.00', '-0.000'].every(isZero)).toBe(true);
  expect(['0.00000001', '-1', '10'].some(isZero)).toBe(false);
});
