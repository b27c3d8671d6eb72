import { expect, it } from 'vitest';
import { toCsv } from './csv.ts';

it('quotes commas, quotes and line ends (RFC 4180)', () => {
  expect(
    toCsv(
      ['a', 'b'],
      [
        ['x,y', 'say "hi"'],
        ['two\nlines', ''],
      ],
    ),
  ).toBe('a,b\r\n"x,y","say ""hi"""\r\n"two\nlines",');
});

it.each(['=1+1', '+61412345678', '-2+3', '@SUM(A1)', '\tx'])('never lets a spreadsheet run %j', (text) => {
  expect(toCsv(['h'], [[text]]).split('\r\n')[1]).toMatch(/^"?'/);
});

it('leaves negative amounts as numbers', () => {
  expect(toCsv(['h'], [['-3.25']])).toBe('h\r\n-3.25');
});
