import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { unitPrice } from '../core/base/money.ts';
import { instant } from '../core/base/time.ts';
import type { RawLine } from '../core/decks/deckRow.ts';
import { applyTerms } from '../core/decks/difference.ts';
import { csvRecord, exportCells, exportFormat, exportTitles } from '../core/decks/exportRate.ts';
import { deckLineReader } from '../core/decks/readDeckLine.ts';
import type { Rate } from '../core/rating/rate.ts';
import { anyRate } from '../testing/rates.ts';
import { type DeckFile, deckLines, recogniseFile, sheetNames } from './deckFile.ts';
import { type StoredFile, storedFile } from './storedFile.ts';
import { xlsxFile } from './xlsxWriter.ts';

/** A file that lies in pieces of a few bytes: every border between pieces falls somewhere. */
function inPieces(data: Uint8Array, size = 7): StoredFile {
  return storedFile(data.length, size, async (position) => data.subarray(position * size, (position + 1) * size));
}
const format = { delimiter: ',', sheet: '' } as const;
async function linesOf(file: StoredFile, kind?: DeckFile, sheet = ''): Promise<readonly RawLine[]> {
  const found: RawLine[] = [];
  for await (const lines of deckLines(file, kind ?? (await recogniseFile(file)), { ...format, sheet })) found.push(...lines);
  return found;
}
const cells = (lines: readonly RawLine[]) => lines.map((one) => one.cells);

async function bytesOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

describe('text in any encoding', () => {
  const text = 'Prefix,Destination\r\n61,Österreich\r\n';
  const table = [
    ['Prefix', 'Destination'],
    ['61', 'Österreich'],
  ];
  const utf16 = Buffer.from(text, 'utf16le');
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 without a mark', utf16],
    ['UTF-16 the other way round', Buffer.from(utf16).swap16()],
    ['Latin-1', Buffer.from(text, 'latin1')],
    [
      'ASCII that turns into Latin-1 late',
      Buffer.concat([Buffer.from('61,x\r\n'.repeat(20_000)), Buffer.from('61,\xd6\r\n', 'latin1')]),
    ],
  ])('%s', async (name, data) => {
    const lines = cells(await linesOf(inPieces(data, 4096)));
    if (name.startsWith('ASCII')) expect(lines.at(-1)).toEqual(['61', 'Ö']);
    else expect(lines).toEqual(table);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 2, 3]), 'neither CSV nor XLSX'],
    ['an old Excel file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'Excel 97'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'PDF'],
  ])('%s is refused', async (_, data, words) => {
    await expect(recogniseFile(inPieces(data))).rejects.toMatchObject({
      code: 'deck_unreadable',
      message: expect.stringContaining(words),
    });
  });
});

/** A workbook as a spreadsheet program writes it: shared texts, styles, a hidden sheet. */
async function workbook(sheet: string, more: Readonly<Record<string, string>> = {}): Promise<StoredFile> {
  const zip = new ZipFile();
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="Old" state="hidden" sheetId="1" r:id="rId1"/><sheet name="Rates &amp; more" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Target="worksheets/old.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst><si><t>Prefix</t></si><si><r><t>Ger</t></r><r><t xml:space="preserve">many </t></r><rPh sb="0"><t>no</t></rPh></si><si><t>a&amp;b_x0041_&#228;</t></si></sst>`,
    'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.00&quot; d&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet2.xml': `<x:worksheet xmlns:x="m"><x:sheetData>${sheet.replaceAll('<', '<x:').replaceAll('<x:/', '</x:')}</x:sheetData></x:worksheet>`,
    'xl/worksheets/old.xml': '<worksheet><sheetData/></worksheet>',
    ...more,
  };
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return inPieces(await bytesOf(zip.outputStream as Readable), 11);
}

describe('a workbook', () => {
  it('gives its cells as they are meant: shared texts, numbers in fifteen digits, gaps, dates', async () => {
    const file = await workbook(
      '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c></row>' +
        '<row r="5"><c r="A5"><v>4.47700900123E11</v></c><c r="B5"><v>2.6499999999999999E-2</v></c><c r="C5" s="1"><v>46085</v></c><c r="D5" s="3"><v>1.5</v></c><c r="E5" t="inlineStr"><is><t>in</t></is></c><c r="F5" t="b"><v>1</v></c><c r="G5" t="s"><v>2</v></c></row>',
    );
    expect(await recogniseFile(file)).toEqual({ kind: 'xlsx' });
    expect(await sheetNames(file, { kind: 'xlsx' })).toEqual(['Rates & more']);
    expect(await linesOf(file)).toEqual([
      { line: 3, cells: ['Prefix', '', 'Germany '], kinds: ['text', 'text', 'text'] },
      {
        line: 5,
        cells: ['447700900123', '0.0265', '46085', '1.5', 'in', 'yes', 'a&bAä'],
        kinds: ['number', 'number', 'date', 'number', 'text', 'text', 'text'],
      },
    ]);
  });

  it('with a formula or a cell that was turned into a date names the cell', async () => {
    const file = await workbook(
      '<row r="2"><c r="A2"><v>61</v></c><c r="B2"><f>A1*2</f><v>0.05</v></c><c r="C2" s="2"><v>46023</v></c></row>',
    );
    const [raw] = await linesOf(file);
    const read = deckLineReader({
      format: { ...exportFormat, columns: ['prefix', 'price', 'increments'] },
      currency: 'EUR',
      now: instant(0),
    });
    expect(raw && read(raw)).toMatchObject({
      kind: 'faults',
      faults: [
        { line: 2, column: 'C', message: expect.stringContaining('turned this cell into a date') },
        { line: 2, column: 'B', message: expect.stringContaining('formula') },
      ],
    });
  });

  it.each([
    ['no such sheet', {}, 'Nobody', 'no sheet "Nobody"'],
    ['days from 1904', { 'xl/workbook.xml': '<workbook><workbookPr date1904="1"/></workbook>' }, '', '1904'],
  ] as const)('%s is refused', async (_, more, sheet, words) => {
    await expect(linesOf(await workbook('', more), { kind: 'xlsx' }, sheet)).rejects.toMatchObject({
      message: expect.stringContaining(words),
    });
  });

  it('that is cut short or spoiled is refused, wherever', async () => {
    const whole = await workbook('<row r="1"><c r="A1"><v>61</v></c></row>'.repeat(50));
    const data = Buffer.from(
      await (async () => {
        const parts: Uint8Array[] = [];
        for (let at = 0; at < whole.size; at += 11) parts.push(await whole.read(at, 11));
        return Buffer.concat(parts);
      })(),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(data.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, bits, isCut) => {
        const spoiled = isCut ? data.subarray(0, at) : Buffer.from(data).fill((data[at] ?? 0) ^ bits, at, at + 1);
        const outcome = await linesOf(inPieces(spoiled, 64), { kind: 'xlsx' }).then(
          () => 'read',
          (error: { code?: string }) => error.code,
        );
        expect(['read', 'deck_unreadable']).toContain(outcome);
      }),
      { numRuns: 300 },
    );
  });
});

/** Any rate that a form lets through, with text that spreadsheets would like to run. */
const anyStoredRate: fc.Arbitrary<Rate> = fc
  .tuple(
    anyRate,
    fc.constantFrom('', '61', '4915', '999999999999999'),
    fc.string({ maxLength: 30 }),
    fc.constantFrom('', '=', '+', '-', '@', "'", '"', ', '),
    fc.boolean(),
  )
  .map(([rate, prefix, words, first, blocked]) => {
    const { maximumCharge, initialPrice, ...rest } = rate;
    const destination = (first + words).replace(/\p{Cc}/gu, '').trim();
    const cap = maximumCharge === undefined || maximumCharge < rate.minimumCharge ? {} : { maximumCharge };
    const further =
      rate.graceSeconds === 3
        ? { slots: [{ fromSecond: 60, price: rate.price, perSeconds: 60, initialIncrement: 1, increment: 6, untimed: false }] }
        : {};
    return {
      ...rest,
      ...cap,
      ...(initialPrice === undefined || rate.untimed ? {} : { initialPrice }),
      ...further,
      prefix,
      destination,
      blocked,
    };
  });

describe('an export', () => {
  const read = deckLineReader({ format: exportFormat, currency: 'EUR', now: instant(0) });
  const back = (lines: readonly RawLine[]): Rate | undefined => {
    const found = lines[1] && read(lines[1]);
    const row = found?.kind === 'rows' ? found.rows[0] : undefined;
    return row && applyTerms(row.prefix, undefined, row.terms);
  };
  it('as CSV comes back to the last digit, and nothing in it is live', async () => {
    await fc.assert(
      fc.asyncProperty(anyStoredRate, async (rate) => {
        const file = `\ufeff${csvRecord(exportTitles)}${csvRecord(exportCells(rate))}`;
        const lines = await linesOf(inPieces(Buffer.from(file), 13), { kind: 'csv', encoding: 'utf-8' });
        expect(back(lines)).toEqual(rate);
        for (const cell of lines[1]?.cells ?? []) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
      { numRuns: 500 },
    );
  });
  it('as XLSX comes back to the last digit', async () => {
    await fc.assert(
      fc.asyncProperty(anyStoredRate, async (rate) => {
        const rows = Readable.from([exportTitles, exportCells(rate)]);
        const data = await bytesOf(xlsxFile('Rates', rows));
        expect(back(await linesOf(inPieces(data, 64)))).toEqual(rate);
      }),
      { numRuns: 60 },
    );
  });
  it('says prices in full', () => {
    const rate = { ...anyStoredPlain, price: unitPrice('0.000000000001') };
    expect(exportCells(rate)[3]).toBe('0.000000000001');
  });
});

const zero = unitPrice('0');
const anyStoredPlain: Rate = {
  ...{
    prefix: '61',
    destination: '',
    flagFall: zero,
    price: zero,
    perSeconds: 60,
    initialIncrement: 1,
    increment: 1,
    untimed: false,
  },
  ...{ graceSeconds: 0, minimumSeconds: 0, minimumCharge: zero, blocked: false },
};
