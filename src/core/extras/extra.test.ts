import { expect, test } from 'vitest';
import { amount } from '../base/money.ts';
import { type Extra, extraChanges, extraText } from './extra.ts';

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
