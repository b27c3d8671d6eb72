import { expect, test } from 'vitest';
import { fieldChanges } from './fieldChange.ts';

test('only fields that differ are told, with both values, in the order of the new ones', () => {
  const before = { name: 'Ann', limit: 2, prefixes: ['61', '64'], credit: null, isActive: true };
  const after = { isActive: false, name: 'Ann', limit: 3, prefixes: ['61'], credit: '5.00' };
  expect(fieldChanges(before, after)).toEqual([
    { field: 'isActive', from: true, to: false },
    { field: 'limit', from: 2, to: 3 },
    { field: 'prefixes', from: ['61', '64'], to: ['61'] },
    { field: 'credit', from: null, to: '5.00' },
  ]);
});

test('the same list again is no change; another order is one', () => {
  expect(fieldChanges({ list: ['a', 'b'] }, { list: ['a', 'b'] })).toEqual([]);
  expect(fieldChanges({ list: ['a', 'b'] }, { list: ['b', 'a'] })).toHaveLength(1);
});

test('zero, nothing and no are three values', () => {
  expect(fieldChanges({ a: 0, b: '', c: false }, { a: null, b: null, c: null }).map((one) => one.field)).toEqual(['a', 'b', 'c']);
});
