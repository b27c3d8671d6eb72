import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DialPlan } from '../base/phone.ts';
import { pastedLinesMax, readNumber, readPastedNumbers } from './pastedNumbers.ts';

const plan: DialPlan = {
  ...{ countryCallingCode: '61', nationalPrefix: '0', internationalPrefix: '0011' },
  emergencyNumbers: ['000', '112'],
};

test.each([
  ['+61280001111', '61280001111'],
  ['+61 2 8000 1111', '61280001111'],
  ['+61 (0)2 8000 1111', '61280001111'],
  ['(02) 8000-1111', '61280001111'],
  ['02.8000.1111', '61280001111'],
  ['0011 44 20 7946 0000', '442079460000'],
  ['61280001111', '61280001111'],
  ['tel:+61-2-8000-1111', '61280001111'],
  ['"0280001111",', '61280001111'],
  ['0280001111\t', '61280001111'],
  ['02\u00a08000\u20111111', '61280001111'],
  ['000', undefined],
  ['1234', undefined],
  ['+0280001111', undefined],
  ['1234567890123456', undefined],
  ['sip:alice@example.net', undefined],
  ['0280001111; drop table', undefined],
  ['', undefined],
])('%s is %s', (text, number) => {
  expect(readNumber(text, plan)).toBe(number);
});

test('empty lines are passed over, and lines are counted as an editor counts them', () => {
  const { numbers, faults } = readPastedNumbers('\n0280001111\r\n\r\nfoo\r02 8000 1111\n', plan);
  expect(numbers).toEqual(['61280001111']);
  expect(faults).toEqual([
    { line: 4, text: 'foo', message: 'This is not a phone number.' },
    { line: 5, text: '02 8000 1111', message: 'The same number as in line 2.' },
  ]);
});

test('a list may be long, but not endless', () => {
  const lines = Array.from({ length: pastedLinesMax + 2 }, (_, index) => `+6128${1_000_000 + index}`);
  const { numbers, faults } = readPastedNumbers(lines.join('\n'), plan);
  expect(numbers).toHaveLength(pastedLinesMax);
  expect(faults.map(({ line }) => line)).toEqual([pastedLinesMax + 1, pastedLinesMax + 2]);
});

test('whatever is pasted: each number is E.164 and there once, and each line is a number, a fault, or empty', () => {
  const anyLine = fc.oneof(fc.string(), fc.stringMatching(/^[+0]?[\d .()-]{5,18}$/), fc.constantFrom('', '0280001111'));
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 20 }), (lines) => {
      const text = lines.map((one) => one.replace(/[\r\n]/g, ' ')).join('\n');
      const { numbers, faults } = readPastedNumbers(text, plan);
      expect(new Set(numbers).size).toBe(numbers.length);
      for (const one of numbers) expect(one).toMatch(/^[1-9]\d{4,14}$/);
      const filled = text.split('\n').filter((one) => one.trim() !== '').length;
      expect(numbers.length + faults.length).toBe(filled);
    }),
  );
});
