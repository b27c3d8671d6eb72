import { describe, expect, it } from 'vitest';
import { cellText } from '../src/core/decks/cell.ts';
import { dialects, type MadeRow, makeRow, productReader } from './malformedDecks.ts';
import { seedAndRounds, seededRandom } from './random.ts';

/** A round is a thousand rows of each of the twelve dialects; 84 rounds are more than a million rows. */
const { seed, rounds } = seedAndRounds(2);
const rowsEach = 1000;

/** Rows that the reader accepts wrongly or refuses wrongly; the first few as they stand. */
function mistakes(read: (dialect: (typeof dialects)[number]) => (made: MadeRow) => string, count: number): readonly string[] {
  const found: string[] = [];
  for (const dialect of dialects) {
    const random = seededRandom(seed * 1000 + dialects.indexOf(dialect));
    const reader = read(dialect);
    for (let row = 0; row < count; row += 1) {
      const made = makeRow(dialect, random);
      const words = reader(made);
      if (words !== made.truth && found.length < 5)
        found.push(`${dialect.name}: ${JSON.stringify(made.cells)} is ${made.truth}, read ${words}`);
    }
  }
  return found;
}

describe('malformed rate decks (quality.md e3)', () => {
  it(`${rounds * rowsEach * dialects.length} rows in ${dialects.length} dialects: none accepted wrongly, none refused wrongly`, {
    timeout: 600_000,
  }, () => {
    expect(mistakes(productReader, rounds * rowsEach)).toEqual([]);
  });

  /** What careless importers do to a cell before they read it. */
  const mutants: readonly (readonly [name: string, cell: number, careless: (text: string) => string])[] = [
    ['commas are taken for points', 2, (text) => text.replace(',', '.')],
    ['the number is what parseFloat makes of it', 2, (text) => String(Number.parseFloat(text.replace(/^[^\d.-]+/, '')) || 0)],
    ['a minus is passed over', 2, (text) => text.replace(/^-/, '')],
    ['signs are passed over until a number is left', 2, (text) => text.replace(/[^\d.,]/g, '')],
    ['an exponent is cut off', 2, (text) => text.replace(/E-?\d+$/, '')],
    ['an empty price is zero', 2, (text) => (text === '' ? '0' : text)],
    [
      'a range is turned round',
      0,
      (text) => text.replace(/^(\d+)-(\d+)$/, (whole, from: string, to: string) => (from > to ? `${to}-${from}` : whole)),
    ],
    ['a leading zero is passed over', 0, (text) => text.replace(/^0(?=[1-9])/, '')],
    ['an exponent is worked out', 0, (text) => (/E\+/.test(text) ? String(Number(text)) : text)],
    ['only digits of a prefix are looked at', 0, (text) => text.replace(/[^\d,|[\]X-]/g, '')],
    ['what is no block is a minute', 3, (text) => (/^\d+[/+|]\d+$/.test(text) ? text : '60')],
  ];
  it.each(mutants)('a reader that thinks "%s" is caught', (_, cell, careless) => {
    const planted = (dialect: (typeof dialects)[number]) => {
      const read = productReader(dialect);
      return (made: MadeRow) => read({ ...made, cells: made.cells.with(cell, careless(cellText(made.cells[cell] ?? ''))) });
    };
    expect(mistakes(planted, rowsEach / 4)).not.toEqual([]);
  });
});
