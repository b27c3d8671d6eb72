import { expect, test } from 'vitest';
import { invoiceNumber, numberFormatProblem, seriesOf } from './numberFormat.ts';
import { formatPercent, parsePercent } from './percent.ts';

test.each([
  ['INV-{year}-{number:6}', 'INV-2027-000042', 'INV-2027-#'],
  ['{number}', '42', '#'],
  ['{year}{month}/{number:3}', '202701/042', '202701/#'],
  ['A{number:1}', 'A42', 'A#'],
])('%s', (format, number, series) => {
  expect(numberFormatProblem(format)).toBeUndefined();
  expect(invoiceNumber(format, '2027-01-31', 42n)).toBe(number);
  expect(seriesOf(format, '2027-01-31')).toBe(series);
});

test.each([
  ['INV', 'Write {number} once: without it no two invoices differ.'],
  ['{number}{number}', 'Write {number} once: without it no two invoices differ.'],
  ['{numbr}', '{numbr} is unknown here. There are {year}, {month}, {number} and {number:6}.'],
  ['{number', 'A brace is not closed.'],
  ['{month}-{number}', 'Write {year} beside {month}: a month comes again every year.'],
  ['{number}7', 'Digits right behind {number} could be taken for a part of it.'],
  ['{number}{year}', 'Digits right behind {number} could be taken for a part of it.'],
  [`${'x'.repeat(40)}{number}`, 'A number format has at most 40 characters.'],
])('%s is refused', (format, problem) => expect(numberFormatProblem(format)).toBe(problem));

test.each([
  ['10', 100_000n, '10'],
  ['8.875', 88_750n, '8.875'],
  ['0', 0n, '0'],
  ['100', 1_000_000n, '100'],
  [' 5.5000 ', 55_000n, '5.5'],
])('%s percent', (text, value, shown) => {
  expect(parsePercent(text)).toEqual({ ok: true, value });
  expect(formatPercent(value)).toBe(shown);
});

test.each([
  ['1000', '1000 % is more than the price itself. Check the decimal point.'],
  ['100.0001', '100.0001 % is more than the price itself. Check the decimal point.'],
  ['-1', 'Type a percentage, such as 10 or 8.875.'],
  ['ten', 'Type a percentage, such as 10 or 8.875.'],
  ['1e2', 'Type a percentage, such as 10 or 8.875.'],
  ['1,5', 'Type a percentage, such as 10 or 8.875.'],
  ['1.23456', 'A percentage has at most 4 decimals.'],
])('%s percent is refused', (text, problem) => expect(parsePercent(text)).toEqual({ ok: false, problem }));
