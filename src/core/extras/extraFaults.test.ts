import { expect, test } from 'vitest';
import { currencyDigits } from '../base/currency.ts';
import { amount } from '../base/money.ts';
import type { Extra } from './extra.ts';
import { extraFaults } from './extraFaults.ts';

const costing = (cost: string, endsOn: string | null = null): Extra => ({
  ...{ description: 'Fee', cost: amount(cost), chargePeriod: 'monthly', startsOn: '2026-01-31', endsOn },
  ...{ doesProrate: false, isTaxable: true },
});
const faultsOf = (...extras: readonly Extra[]) => extraFaults(extras, extras, 'AUD');

test.each([
  ['AUD', 2],
  ['EUR', 2],
  ['JPY', 0],
  ['KRW', 0],
  ['KWD', 3],
  ['CLF', 4],
])('%s has %i decimals (ISO 4217)', (currency, digits) => expect(currencyDigits(currency)).toBe(digits));

test.each([
  ['AUD', '19.95', undefined],
  ['AUD', '19.950', undefined],
  ['AUD', '0', undefined],
  ['AUD', '19.955', 'AUD has 2 decimals. Write 19.95 or 19.96.'],
  ['AUD', '0.00000001', 'AUD has 2 decimals. Write 0.00 or 0.01.'],
  ['JPY', '1500', undefined],
  ['JPY', '1500.5', 'JPY has no decimals. Write 1500 or 1501.'],
  ['KWD', '1.955', undefined],
  ['KWD', '1.9555', 'KWD has 3 decimals. Write 1.955 or 1.956.'],
])('in %s a cost of %s', (currency, cost, message) => {
  const faults = message === undefined ? [] : [{ field: 'extras.0.cost', message }];
  expect(extraFaults([costing(cost)], [], currency)).toEqual([]);
  const extra = costing(cost);
  expect(extraFaults([extra], [extra], currency)).toEqual(faults);
});

test('an end on the day of the start is fine, a day before is not', () => {
  expect(faultsOf(costing('1', '2026-01-31'))).toEqual([]);
  expect(faultsOf(costing('1', '2026-01-30'))).toEqual([{ field: 'extras.0.endsOn', message: 'The end lies before the start.' }]);
});

test('faults stand at the place in the whole list; what was there before is left alone', () => {
  const old = costing('0.001');
  const added = costing('0.002');
  expect(extraFaults([old, costing('1'), added], [added], 'AUD').map(({ field }) => field)).toEqual(['extras.2.cost']);
});
