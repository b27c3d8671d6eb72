import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanCallerName, cleanCallerNumber } from './callerIdentity.ts';

const plan = { countryCallingCode: '61', nationalPrefix: '0', internationalPrefix: '0011', emergencyNumbers: ['000'] };

test.each([
  ['Zoë Müller', 'Zoë Müller'],
  ['  Dr. A-B   C ', 'Dr. A-B C'],
  ['<script>alert(1)</script>', 'script alert 1 script'],
  ['"; rm -rf /', 'rm -rf'],
  [['$', '{SHELL(id)}'].join(''), 'SHELL id'],
  ['a^b~c|d,e', 'a b c d e'],
  ['Line\r\nContact: evil', 'Line Contact evil'],
  ['山田 太郎', '山田 太郎'],
  ['\u202egnihton', 'gnihton'],
  ['', ''],
])('the name %j is shown as %j', (typed, name) => {
  expect(cleanCallerName(typed)).toBe(name);
});

test.each([
  ['0412345678', '61412345678'],
  ['+61412345678', '61412345678'],
  ['0011442079460000', '442079460000'],
  ['1001', '1001'],
  ['anonymous', ''],
  ['+', ''],
  ['', ''],
  ['12345678901234567', ''],
  ['04123<b>', ''],
  ['0412345678;phone-context=x', ''],
])('the number %j is kept as %j', (typed, number) => {
  expect(cleanCallerNumber(typed, plan)).toBe(number);
});

test('whatever a caller claims, nothing is left that a dial plan, a header or a page could mistake', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      expect(cleanCallerName(typed)).toMatch(/^[\p{L}\p{M}\p{N}. -]{0,40}$/u);
      expect(cleanCallerNumber(typed, plan)).toMatch(/^\d{0,15}$/);
    }),
  );
});
