import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeEdits } from './mergeEdits.ts';

const opened = { city: 'Sydney', phone: '1', email: 'a@b.example', extras: [{ cost: '1', description: 'Fee' }] };

test('fields that only I changed are kept, fields that only they changed are taken over', () => {
  const merged = mergeEdits(opened, { ...opened, city: 'Perth' }, { ...opened, phone: '2' });
  expect(merged).toEqual({
    values: { ...opened, city: 'Perth', phone: '2' },
    kept: ['city'],
    taken: ['phone'],
    conflicts: [],
  });
});

test('where both changed a field mine stands, and it is told', () => {
  const merged = mergeEdits(opened, { ...opened, city: 'Perth' }, { ...opened, city: 'Cairns' });
  expect(merged).toMatchObject({ values: { city: 'Perth' }, conflicts: ['city'], kept: [], taken: [] });
});

test('both wrote the same: nothing to tell', () => {
  const same = { ...opened, city: 'Perth' };
  expect(mergeEdits(opened, same, same)).toEqual({ values: same, kept: [], taken: [], conflicts: [] });
});

test('lists are compared by what stands in them, whatever the order of their properties', () => {
  const reread = { ...opened, extras: [{ description: 'Fee', cost: '1' }] };
  expect(mergeEdits(opened, opened, reread).taken).toEqual([]);
  const dearer = { ...opened, extras: [{ description: 'Fee', cost: '2' }] };
  expect(mergeEdits(opened, opened, dearer).taken).toEqual(['extras']);
  expect(mergeEdits(opened, { ...opened, extras: [] }, dearer).conflicts).toEqual(['extras']);
});

test('for any edits: each field is mine if I touched it, else theirs; and none is in two lists', () => {
  const values = fc.record({ a: fc.constantFrom('x', 'y', 'z'), b: fc.constantFrom(1, 2, 3), c: fc.constantFrom(true, false) });
  fc.assert(
    fc.property(values, values, values, (base, mine, theirs) => {
      const merged = mergeEdits(base, mine, theirs);
      for (const name of ['a', 'b', 'c'] as const)
        expect(merged.values[name]).toBe(mine[name] === base[name] ? theirs[name] : mine[name]);
      const told = [...merged.kept, ...merged.taken, ...merged.conflicts];
      expect(new Set(told).size).toBe(told.length);
    }),
  );
});
