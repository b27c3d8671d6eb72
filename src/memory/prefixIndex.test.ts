import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPrefixIndex } from './prefixIndex.ts';

/** R15 as it is written: try every prefix, keep the longest. */
function byHand(prefixes: readonly string[], number: string): string | undefined {
  return prefixes.filter((prefix) => number.startsWith(prefix)).sort((a, b) => b.length - a.length)[0];
}

function find(prefixes: readonly string[], number: string): string | undefined {
  return prefixes[buildPrefixIndex(prefixes).find(number)];
}

const digit = fc.constantFrom(...'0123459');
const digits = (most: number) => fc.array(digit, { maxLength: most }).map((list) => list.join(''));
const prefixes = fc.uniqueArray(fc.oneof(digits(4), digits(15)), { maxLength: 60 });
/** Numbers that share beginnings with the prefixes, and others. */
const numbersFor = (known: readonly string[]) =>
  fc.oneof(
    digits(18),
    fc.tuple(fc.constantFrom('', ...known), digits(6)).map(([start, end]) => start + end),
  );
const cases = prefixes.chain((known) => fc.tuple(fc.constant(known), fc.array(numbersFor(known), { maxLength: 20 })));

describe('the prefix index', () => {
  const known = ['61', '614', '6141', '1', '1242', '44'];
  it.each([
    ['61399998888', '61'],
    ['61499998888', '614'],
    ['61419999888', '6141'],
    ['12125550100', '1'],
    ['12425550100', '1242'],
    ['124', '1'],
    ['44', '44'],
    ['4', undefined],
    ['6', undefined],
    ['', undefined],
    ['99', undefined],
    ['61x', undefined],
    ['+61', undefined],
  ])('%s → %s', (number, prefix) => {
    expect(find(known, number)).toBe(prefix);
  });

  it('has a default route only where the empty prefix stands', () => {
    expect(find(['', '61'], '99')).toBe('');
    expect(find(['', '61'], '')).toBe('');
    expect(find(['61'], '99')).toBe(undefined);
    expect(find([], '99')).toBe(undefined);
  });

  it('does not take a number for a prefix that is longer than it', () => {
    expect(find(['440', '4'], '44')).toBe('4');
    expect(find(['440'], '44')).toBe(undefined);
  });

  it('takes prefixes and numbers of full length, and numbers beyond it', () => {
    const full = '999999999999999';
    expect(find([full, '99999999999999'], full)).toBe(full);
    expect(find([full], `${full}123`)).toBe(full);
    expect(find(['000000000000000'], '000000000000000')).toBe('000000000000000');
  });

  it('refuses a prefix that stands twice or is none', () => {
    expect(() => buildPrefixIndex(['61', '62', '61'])).toThrow('the prefix "61" is given twice');
    expect(() => buildPrefixIndex(['', ''])).toThrow('the prefix "" is given twice');
    expect(() => buildPrefixIndex(['6a'])).toThrow(RangeError);
    expect(() => buildPrefixIndex(['1234567890123456'])).toThrow(RangeError);
  });

  it('answers what trying every prefix would, in whatever order they came', () => {
    fc.assert(
      fc.property(cases, ([list, numbers]) => {
        const index = buildPrefixIndex(list);
        const backwards = [...list].reverse();
        const reversed = buildPrefixIndex(backwards);
        for (const number of numbers) {
          expect(list[index.find(number)]).toBe(byHand(list, number));
          expect(backwards[reversed.find(number)]).toBe(byHand(list, number));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('changes only the numbers that begin with an added prefix', () => {
    fc.assert(
      fc.property(cases, digits(8), ([list, numbers], added) => {
        const without = list.filter((prefix) => prefix !== added);
        const [before, after] = [buildPrefixIndex(without), buildPrefixIndex([...without, added])];
        for (const number of numbers) if (!number.startsWith(added)) expect(after.find(number)).toBe(before.find(number));
      }),
    );
  });

  it('gives every prefix back as it was', () => {
    fc.assert(
      fc.property(prefixes, (list) => {
        const index = buildPrefixIndex(list);
        expect(list.map((_, position) => index.prefixAt(position))).toEqual(list);
      }),
    );
  });

  it('stays right with enough prefixes for buckets of five digits', () => {
    const many = Array.from({ length: 200_000 }, (_, index) => String(10_000 + index * 7));
    const index = buildPrefixIndex([...new Set(many)]);
    const list = [...new Set(many)];
    for (let number = 10_000; number < 1_400_000; number += 7_919) {
      const expected = [String(number), String(number).slice(0, -1), String(number).slice(0, -2)].find((text) => {
        const offset = Number(text) - 10_000;
        return offset >= 0 && offset % 7 === 0 && offset / 7 < 200_000;
      });
      expect(list[index.find(String(number))]).toBe(expected);
    }
  });
});
