import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvReader } from './csvReader.ts';
import { csvRecord } from './exportRate.ts';

/** The records of a text that comes in pieces, each as `line: cells`. */
function read(pieces: readonly string[], delimiter = ','): readonly string[] {
  const found: string[] = [];
  const reader = csvReader(delimiter, (cells, line) => found.push(`${line}: ${cells.join(' ¦ ')}`));
  for (const piece of pieces) reader.push(piece);
  reader.end();
  return found;
}

describe('a CSV file', () => {
  it.each([
    ['a,b\nc,d\n', ['1: a ¦ b', '2: c ¦ d']],
    ['a,b\r\nc,d', ['1: a ¦ b', '2: c ¦ d']],
    ['a,b\rc,d\r', ['1: a ¦ b', '2: c ¦ d']],
    ['"a,b",c\n', ['1: a,b ¦ c']],
    ['"say ""hi""",c\n', ['1: say "hi" ¦ c']],
    ['"two\nlines",c\nd,e\n', ['1: two\nlines ¦ c', '3: d ¦ e']],
    ['"two\r\nlines",c\nd,e\n', ['1: two\r\nlines ¦ c', '3: d ¦ e']],
    ['a,"",b\n', ['1: a ¦  ¦ b']],
    ['a 5" pipe,b\n', ['1: a 5" pipe ¦ b']],
    [',\n\n,', ['1:  ¦ ', '2: ', '3:  ¦ ']],
    ['"never closed,b\nc', ['1: never closed,b\nc']],
    ['', []],
  ])('%j is read', (text, records) => expect(read([text])).toEqual(records));

  it('may part its cells with other signs', () => {
    expect(read(['a;b\n'], ';')).toEqual(['1: a ¦ b']);
    expect(read(['a\tb\n'], '\t')).toEqual(['1: a ¦ b']);
  });

  it('is read alike, however it is cut into pieces', () => {
    const text = fc.array(fc.constantFrom('a', ',', '"', '\n', '\r', '\r\n', 'é', ' '), { maxLength: 40 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(60), { maxLength: 6 }), (signs, cuts) => {
        const whole = signs.join('');
        const places = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
        const pieces = places.slice(1).map((place, index) => whole.slice(places[index], place));
        expect(read(pieces)).toEqual(read([whole]));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives back every cell that an export wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 5 }), (cells) => {
        const found: string[][] = [];
        const reader = csvReader(',', (record) => found.push(record));
        reader.push(csvRecord(cells));
        reader.end();
        expect(found).toEqual([cells]);
      }),
    );
  });
});
