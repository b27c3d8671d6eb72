import { describe, expect, it } from 'vitest';
import { formatUnitPrice } from '../base/money.ts';
import { type CellReading, cellText } from './cell.ts';
import { readDate } from './readDate.ts';
import { readIncrements, type ThirdNumber } from './readIncrements.ts';
import { fromStoredNumber, readNumber } from './readNumber.ts';
import { readPrefixes } from './readPrefixes.ts';
import { type PriceUnit, readPriceCell } from './readPrice.ts';

const told = <T>(read: CellReading<T>, show: (value: T) => string): string =>
  read.ok ? show(read.value) : `no: ${read.problem}`;

describe('a number with a declared decimal sign', () => {
  it.each([
    ['0.0265', '.', '0.0265'],
    ['.5', '.', '0.50'],
    ['1,234.56', '.', '1234.56'],
    ["1'234.5", '.', '1234.50'],
    ['1 234 567.1', '.', '1234567.10'],
    ['1\u00a0234.5', '.', '1234.50'],
    ['１．５', '.', '1.50'],
    ['0.123456789012', '.', '0.123456789012'],
    ['0.1234567890120000', '.', '0.123456789012'],
    ['0,0150', ',', '0.015'],
    ['1.234,56', ',', '1234.56'],
    ['1.234', ',', '1234.00'],
    ['1,234', '.', '1234.00'],
    ["'0.01", '.', '0.01'],
  ] as const)('%s with %s is %s', (text, sign, value) => {
    expect(told(readNumber(cellText(text), sign), formatUnitPrice)).toBe(value);
  });

  it.each([
    ['0,0150', '.', 'declared decimal point'],
    ['0,015', '.', 'declared decimal point'],
    ['0.0150', ',', 'declared decimal comma'],
    ['1,23,456', '.', 'declared decimal point'],
    ['1,234,56', '.', 'declared decimal point'],
    ['12.34.56', '.', 'declared decimal point'],
    ['1 234.567.8', '.', 'declared decimal point'],
    ['1.2E-3', '.', 'scientific notation'],
    ['1E5', '.', 'scientific notation'],
    ['-0.01', '.', 'negative'],
    ['−0.01', '.', 'negative'],
    ['(0.01)', '.', 'negative'],
    ['=0.01*2', '.', 'formula'],
    ['5%', '.', 'percentage'],
    ['0.1234567890123', '.', 'more than 12 decimals'],
    ['99999999999', '.', 'too large'],
    ['+0.05', '.', 'not a number'],
    ['0x10', '.', 'not a number'],
    ['½', '.', 'not a number'],
    ['5²', '.', 'not a number'],
    ['٣', '.', 'not a number'],
    ['NaN', '.', 'not a number'],
    ['Infinity', '.', 'not a number'],
    ['5.', '.', 'declared decimal point'],
    ['', '.', 'not a number'],
  ] as const)('%s with %s is refused: %s', (text, sign, words) => {
    expect(told(readNumber(cellText(text), sign), formatUnitPrice)).toContain(words);
  });

  it.each([
    ['2.6499999999999999E-2', '0.0265'],
    ['0.30000000000000004', '0.3'],
    ['1.2E-3', '0.0012'],
    ['4.47700900123E11', '447700900123'],
    ['34', '34'],
    ['0', '0'],
    ['-0.5', '-0.5'],
    ['9.9999999999999995E-2', '0.1'],
    ['100', '100'],
    ['1E-10', '0.0000000001'],
    ['abc', undefined],
  ])('a spreadsheet stores %s and means %s', (stored, text) => {
    expect(fromStoredNumber(stored)).toBe(text);
  });
});

describe('a price', () => {
  const read = (text: string, currency = 'USD', unit: PriceUnit = 'unit') =>
    told(readPriceCell(cellText(text), { decimalSign: '.', currency, unit }), (cell) =>
      cell.kind === 'price' ? formatUnitPrice(cell.price) : cell.kind,
    );
  it.each([
    ['$0.01', '0.01'],
    ['US$ 0.01', '0.01'],
    ['0.01 USD', '0.01'],
    ['usd 1,000.5', '1000.50'],
    ['blocked', 'blocked'],
    ['Barred', 'blocked'],
    ['N/A', 'not_available'],
    ['-', 'not_available'],
    ['-1', 'not_available'],
    ['-1.000', 'not_available'],
  ])('%s is %s', (text, value) => expect(read(text)).toBe(value));
  it('in cents is a hundredth, exactly', () => {
    expect(read('1.5', 'USD', 'hundredth')).toBe('0.015');
    expect(read('0.00000000001', 'USD', 'hundredth')).toContain('more decimals');
  });
  it.each(['€0.01', '0.01 EUR', '£ 1', 'A$1', 'EUR0.1'])('%s is not in dollars of the United States', (text) =>
    expect(read(text)).toContain('not in USD'),
  );
  it.each(['-2', '-0.01', '0.05/min', 'free', '0,01'])('%s is refused', (text) => expect(read(text)).toContain('no: '));
});

describe('a prefix cell', () => {
  const read = (text: string, country = '', dash: 'range' | 'separator' = 'range') =>
    told(readPrefixes(cellText(text), country, dash), (found) => found.map((one) => one || '*').join(' '));
  it.each([
    ['34', '34'],
    ['+34', '34'],
    ['0034', '34'],
    ['01134', '34'],
    ['34*', '34'],
    ['34 91', '3491'],
    ['(34)', '34'],
    ['+1 (242)', '1242'],
    ["'34", '34'],
    ['34.0', '34'],
    ['34\u00a091', '3491'],
    ['３４', '34'],
    ['*', '*'],
    ['default', '*'],
    ['32484-32487', '32484 32485 32486 32487'],
    ['32484 – 32487', '32484 32485 32486 32487'],
    ['4400-4409', '440'],
    ['4400-4499', '44'],
    ['4405-4412', '4405 4406 4407 4408 4409 4410 4411 4412'],
    ['1000-1999', '1'],
    ['44-44', '44'],
    ['32484,32386', '32484 32386'],
    ['32484;32386', '32484 32386'],
    ['32484, 32484', '32484'],
    ['447[7-9]XXXX', '4477 4478 4479'],
    ['_447[79]X', '4477 4479'],
    ['447[1-3,5]', '4471 4472 4473 4475'],
    ['61N', '612 613 614 615 616 617 618 619'],
    ['61X5', '6105 6115 6125 6135 6145 6155 6165 6175 6185 6195'],
    ['61 | 38,39', '6138 6139'],
    ['61|38-39', '6138 6139'],
    ['52 33', '5233'],
  ])('%s stands for %s', (text, prefixes) => expect(read(text)).toBe(prefixes));

  it.each([
    ['', 'no prefix'],
    ['32487-32484', 'upside down'],
    ['324-3259', 'not equally long'],
    ['34-91', 'several countries'],
    ['3-4-5', 'not a range'],
    ['3.49E+10', 'scientific'],
    ['=34', 'formula'],
    ['034', 'begins with 0'],
    ['0', 'begins with 0'],
    ['34.5', 'not a prefix'],
    ['abc', 'not a prefix'],
    ['34a', 'not a prefix'],
    ['3.4.0', 'not a prefix'],
    ['1234567890123456', '15 digits'],
    ['61XXXXX5', 'more than 10000'],
    ['447[9-7]', 'upside down'],
    ['447[]', 'not a prefix'],
    ['61 38, 39', 'two ways'],
    ['61 | 38 | 39', 'more than one sign'],
    ['34²', 'not a prefix'],
    ['Total', 'not a prefix'],
    ['-34', 'not a prefix'],
  ])('%s is refused: %s', (text, words) => expect(read(text)).toContain(words));

  it('takes the country from a column of its own', () => {
    expect(read('38,39', '61')).toBe('6138 6139');
    expect(read('', '61')).toBe('61');
    expect(read('38-39', '61')).toBe('6138 6139');
    expect(read('38', 'x')).toContain('country code');
  });
  it('passes over a dash that is declared to mean nothing', () => {
    expect(read('34-91', '', 'separator')).toBe('3491');
    expect(read('1-242', '', 'separator')).toBe('1242');
  });
});

describe('blocks', () => {
  const read = (text: string, third: ThirdNumber = 'refuse') =>
    told(readIncrements(text, third), (one) => `${one.initialIncrement}/${one.increment}/${one.graceSeconds ?? '-'}`);
  it.each([
    ['60/60', '60/60/-'],
    ['60/6', '60/6/-'],
    ['1+1', '1/1/-'],
    ['60|6', '60/6/-'],
    ['60', '60/60/-'],
    ['60-1-1', '60/1/-'],
    ['0/1', '1/1/-'],
    ['60 / 6 sec', '60/6/-'],
  ])('%s is %s', (text, value) => expect(read(text)).toBe(value));
  it.each(['0/0', '60/0', '60/6/3/1', 'minute', '1/1/1970', '60-1-5', '30/6/3', '86401/1', '6.5/1'])('%s is refused', (text) =>
    expect(read(text)).toContain('no: '),
  );
  it('have free seconds in third place where that is declared', () => {
    expect(read('30/6/3', 'grace')).toBe('30/6/3');
    expect(read('30/6/3', 'ignore')).toBe('30/6/-');
  });
});

describe('a date in its declared writing', () => {
  const day = (one: { date: string; time: string }) => `${one.date} ${one.time}`;
  it.each([
    ['03/04/2026', 'DD/MM/YYYY', '2026-04-03 00:00:00'],
    ['03/04/2026', 'MM/DD/YYYY', '2026-03-04 00:00:00'],
    ['2026-03-04', 'YYYY-MM-DD', '2026-03-04 00:00:00'],
    ['2026-03-04T05:06:07', 'YYYY-MM-DD', '2026-03-04 05:06:07'],
    ['04.03.2026 17:30', 'DD.MM.YYYY', '2026-03-04 17:30:00'],
    ['20260304', 'YYYYMMDD', '2026-03-04 00:00:00'],
    ['4/3/26', 'DD/MM/YY', '2026-03-04 00:00:00'],
    ['29-02-2028', 'DD-MM-YYYY', '2028-02-29 00:00:00'],
    ['46085', 'serial', '2026-03-04 00:00:00'],
    ['46085.5', 'serial', '2026-03-04 12:00:00'],
  ] as const)('%s as %s is %s', (text, format, value) => expect(told(readDate(text, format), day)).toBe(value));
  it.each([
    ['31/02/2026', 'DD/MM/YYYY'],
    ['29-02-2026', 'DD-MM-YYYY'],
    ['13/13/2026', 'MM/DD/YYYY'],
    ['2026-03-04', 'DD/MM/YYYY'],
    ['03/04/26', 'DD/MM/YYYY'],
    ['2026-03-04 25:00', 'YYYY-MM-DD'],
    ['1', 'serial'],
    ['', 'YYYY-MM-DD'],
    ['tomorrow', 'YYYY-MM-DD'],
  ] as const)('%s as %s is refused', (text, format) => expect(readDate(text, format).ok).toBe(false));
});
