import { describe, expect, test } from 'vitest';
import { roundToUnit } from '../src/core/base/currency.ts';
import { addUp } from '../src/core/invoicing/addUp.ts';
import { type AddUp, faultsOf, randomInvoice } from './invoices.ts';
import { seedAndRounds, seededRandom } from './random.ts';

/** Experiment j: `npm run verify -- j` makes a million of them. */
const { seed, rounds } = seedAndRounds(1500);

test(
  `${rounds} random invoices and their credit notes add up, whatever the grouping, currency and taxes`,
  () => {
    const random = seededRandom(seed);
    for (let round = 1; round <= rounds; round += 1) {
      const trial = randomInvoice(random);
      expect({ seed, round, faults: faultsOf(trial) }).toEqual({ seed, round, faults: [] });
    }
  },
  Math.max(60_000, rounds * 10),
);

const changed = (change: (sums: ReturnType<AddUp>, args: Parameters<AddUp>) => Partial<ReturnType<AddUp>>): AddUp => {
  return (...args) => {
    const sums = addUp(...args);
    return { ...sums, ...change(sums, args) };
  };
};
const one = 1_000_000n;

/** Mistakes that people make; each must be seen. */
const mistakes: Readonly<Record<string, AddUp>> = {
  'rounding each line, though the sum is to be rounded': (lines, taxes, _, currency) => addUp(lines, taxes, 'line', currency),
  'cutting lines down and forgetting the rest': changed(({ amounts }, [, , , currency]) => ({
    amounts: amounts.map((value) => roundToUnit(value * 2n - one, 2n, currency)),
  })),
  'printing exact lines': changed((_, [lines]) => ({ amounts: lines.map((line) => line.exact) })),
  'rounding the tax up': changed(({ taxes, taxTotal, total }) => ({
    taxes: taxes.map((tax) => ({ ...tax, amount: tax.amount + one })),
    taxTotal: taxTotal + one * BigInt(taxes.length),
    total: total + one * BigInt(taxes.length),
  })),
  'adding a tax that prices contain': changed(({ total, includedTax }) => ({ total: total + includedTax })),
  'giving the missing unit to the first line': changed(({ amounts }) => ({
    amounts: amounts.map((value, index) => (index === 0 ? value + one : index === 1 ? value - one : value)),
  })),
};

describe('a planted mistake is seen', () => {
  test.each(Object.entries(mistakes))('%s', (_, mistake) => {
    const random = seededRandom(seed);
    const trials = Array.from({ length: 300 }, () => randomInvoice(random));
    expect(trials.some((trial) => faultsOf(trial, mistake).length > 0)).toBe(true);
  });
});
