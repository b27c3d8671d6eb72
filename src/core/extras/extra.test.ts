import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amount } from '../base/money.ts';
import { changeExtras, type Extra, extraChanges, extraText, startExtras } from './extra.ts';

const extra = (description: string, cost = '1'): Extra => ({
  ...{ description, cost: amount(cost), chargePeriod: 'monthly', startsOn: '2026-01-31', endsOn: null },
  ...{ doesProrate: false, isTaxable: true },
});

test('an extra without a start begins today', () => {
  const { startsOn: _, ...wished } = extra('Fee');
  expect(startExtras([wished, extra('Other')], '2026-11-23').map((one) => one.startsOn)).toEqual(['2026-11-23', '2026-01-31']);
});

test('extras that read the same are kept; a changed one is removed and added', () => {
  const change = changeExtras([extra('A'), extra('B')], [extra('B'), extra('A', '2')]);
  expect(change).toEqual({ kept: [extra('B')], removed: [extra('A')], added: [extra('A', '2')] });
});

test('two alike stay two', () => {
  expect(changeExtras([extra('A')], [extra('A'), extra('A')])).toMatchObject({ kept: [extra('A')], added: [extra('A')] });
});

test('whatever was there and is wished: kept and added are what was wished, kept and removed what was there', () => {
  const lists = fc.array(
    fc.constantFrom('A', 'B', 'C').map((name) => extra(name)),
    { maxLength: 6 },
  );
  const names = (all: readonly Extra[]) => all.map((one) => one.description).sort();
  fc.assert(
    fc.property(lists, lists, (stored, wished) => {
      const { kept, removed, added } = changeExtras(stored, wished);
      expect(names([...kept, ...added])).toEqual(names(wished));
      expect(names([...kept, ...removed])).toEqual(names(stored));
    }),
  );
});

const fee: Extra = {
  ...{ description: 'Monthly Fee', cost: amount('19.95'), chargePeriod: 'monthly', startsOn: '2026-01-31', endsOn: null },
  ...{ doesProrate: true, isTaxable: false },
};

test('an extra reads on one line', () => {
  expect(extraText(fee)).toBe('Monthly Fee: 19.95 Monthly from 2026-01-31, prorated');
  const ending = { ...fee, endsOn: '2026-12-31', isTaxable: true, doesProrate: false };
  expect(extraText(ending)).toBe('Monthly Fee: 19.95 Monthly from 2026-01-31 to 2026-12-31, taxable');
});

test('an extra with another cost was changed, not removed and added', () => {
  const dearer = { ...fee, cost: amount('29.95') };
  const rent = { ...fee, description: 'Phone rent' };
  expect(extraChanges({ removed: [fee, rent], added: [dearer, { ...fee, description: 'Set-up' }] })).toEqual([
    { field: 'extras', from: extraText(fee), to: extraText(dearer) },
    { field: 'extras', from: extraText(rent), to: null },
    { field: 'extras', from: null, to: extraText({ ...fee, description: 'Set-up' }) },
  ]);
});
