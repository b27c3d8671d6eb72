import { describe, expect, it } from 'vitest';
import { guessColumns, guessDelimiter, guessFormat } from './guessFormat.ts';

const lines = (...rows: readonly (readonly string[])[]) => rows.map((cells, index) => ({ line: index + 1, cells }));

describe('the columns of a deck', () => {
  it.each([
    [['Prefix', 'Destination', 'Rate'], 'prefix destination price'],
    [
      ['Dial Code', 'Country', 'Price/min (USD)', 'Billing Increment', 'Effective Date'],
      'prefix destination price increments validFrom',
    ],
    [
      ['Code', 'Description', 'USD/min', 'Initial Increment', 'Next Increment'],
      'prefix destination price initialIncrement increment',
    ],
    [['Country code', 'Area codes', 'Name', 'New rate', 'Change'], 'countryCode prefix destination price status'],
    [['CC', 'Name', 'Cost'], 'prefix destination price'],
    [['connectcharge', 'dialprefix', 'rate'], 'flagFall prefix price'],
    [['Préfixe', 'Prix'], ' '],
    [['Destination', 'Destination name', 'Prefix'], 'destination  prefix'],
  ])('%j hold %s', (titles, fields) => expect(guessColumns(titles).join(' ')).toBe(fields));
});

describe('the writing of a deck', () => {
  it('is seen below titles that stand anywhere', () => {
    const found = guessFormat(
      lines(
        ['Rates of May', '', ''],
        ['', '', ''],
        ['Prefix', 'Rate', 'Valid from'],
        ['61', '0,05', '31.12.2026'],
        ['62', '1.000,05', '01.12.2026'],
      ),
    );
    expect(found).toMatchObject({
      headerLine: 3,
      columns: ['prefix', 'price', 'validFrom'],
      decimalSign: ',',
      dateFormat: 'DD.MM.YYYY',
    });
  });
  it('stays a question where two writings fit', () => {
    const found = guessFormat(lines(['Prefix', 'Rate', 'Valid from'], ['61', '5', '03/04/2026']));
    expect(found).toMatchObject({ decimalSign: '.', dateFormat: 'YYYY-MM-DD' });
    expect(guessFormat(lines(['Prefix', 'Rate', 'Valid from'], ['61', '5', '23/04/2026']))).toMatchObject({
      dateFormat: 'DD/MM/YYYY',
    });
  });
  it('has no columns where no titles stand', () => {
    expect(guessFormat(lines(['61', 'Australia', '0.05']))).toMatchObject({ headerLine: 0, columns: [] });
  });
  it.each([
    ['a,b,c\n1,2,3\n', ','],
    ['a;b;c\n1,5;2;3\n', ';'],
    ['a\tb\n1,5\t2\n', '\t'],
    ['a|b|c\n1,5|2|3\n', '|'],
    ['"a;b",c\n"1;2",3\n', ','],
  ])('%j is parted by %j', (text, delimiter) => expect(guessDelimiter(text)).toBe(delimiter));
});
