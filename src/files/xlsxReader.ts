import type { RawLine } from '../core/decks/deckRow.ts';
import { type PackedTexts, packedTexts } from './packedTexts.ts';
import { sheetRows } from './sheetRows.ts';
import type { StoredFile } from './storedFile.ts';
import { attribute, plainText, xmlScanner } from './xmlScanner.ts';
import { readZip, unpack, unreadable, type ZipEntry } from './zip.ts';

/** A workbook (ECMA-376, SpreadsheetML): its visible sheets, and the rows of one of them, piece by piece. */
export type Workbook = {
  readonly sheets: readonly string[];
  readonly rows: (sheet: string) => AsyncGenerator<readonly RawLine[]>;
};

type Sheet = { readonly name: string; readonly relation: string; readonly isHidden: boolean };

/** Opens a workbook. Refuses with `deck_unreadable` for what is no XLSX, damaged, locked, or counts its days from 1904. */
export async function openWorkbook(file: StoredFile): Promise<Workbook> {
  const entries = await readZip(file);
  const entry = (name: string): ZipEntry => {
    const found = entries.get(name);
    if (!found) throw unreadable('The file is not an XLSX file. Save it as XLSX or CSV.');
    return found;
  };
  const sheets: Sheet[] = [];
  await scan(file, entry('xl/workbook.xml'), (name, attributes) => {
    if (name === 'workbookPr' && /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? ''))
      throw unreadable('The file counts its days from 1904. Save it as CSV.');
    if (name !== 'sheet') return;
    const isHidden = (attribute(attributes, 'state') ?? 'visible') !== 'visible';
    sheets.push({ name: attribute(attributes, 'name') ?? '', relation: attribute(attributes, 'id') ?? '', isHidden });
  });
  const targets = new Map<string, string>();
  await scan(file, entry('xl/_rels/workbook.xml.rels'), (name, attributes) => {
    if (name === 'Relationship') targets.set(attribute(attributes, 'Id') ?? '', attribute(attributes, 'Target') ?? '');
  });
  const shown = sheets.filter(({ isHidden }) => !isHidden);
  return {
    sheets: shown.map(({ name }) => name),
    rows: async function* (wanted) {
      const sheet = wanted === '' ? shown[0] : shown.find(({ name }) => name === wanted);
      if (!sheet) throw unreadable(`The file has no sheet "${wanted}".`);
      const target = (targets.get(sheet.relation) ?? '').replace(/^\/?(?:xl\/)?/, '');
      const texts = await readTexts(file, entries.get('xl/sharedStrings.xml'));
      const dateStyles = await readDateStyles(file, entries.get('xl/styles.xml'));
      yield* sheetRows(unpack(file, entry(`xl/${target}`)), texts, dateStyles);
    },
  };
}

async function scan(file: StoredFile, entry: ZipEntry, open: (name: string, attributes: string) => void): Promise<void> {
  const ignore = () => undefined;
  const scanner = xmlScanner({ open, close: ignore, text: ignore });
  const decoder = new TextDecoder('utf-8');
  for await (const bytes of unpack(file, entry)) scanner.push(decoder.decode(bytes, { stream: true }));
}

/** The texts that cells share; the reading aids of Asian scripts (rPh) are no part of them. */
async function readTexts(file: StoredFile, entry: ZipEntry | undefined): Promise<PackedTexts> {
  const texts = packedTexts();
  if (!entry) return texts;
  let item = '';
  let isText = false;
  let isAid = false;
  const scanner = xmlScanner({
    open: (name) => {
      if (name === 'si') item = '';
      if (name === 'rPh') isAid = true;
      isText = name === 't' && !isAid;
    },
    close: (name) => {
      if (name === 'si') texts.add(plainText(item));
      if (name === 'rPh') isAid = false;
      isText = false;
    },
    text: (text) => {
      if (isText) item += text;
    },
  });
  const decoder = new TextDecoder('utf-8');
  for await (const bytes of unpack(file, entry)) scanner.push(decoder.decode(bytes, { stream: true }));
  return texts;
}

/** Which cell styles show a number as a date: the built-in formats (§18.8.30) and those that are written with d, m, y or h. */
async function readDateStyles(file: StoredFile, entry: ZipEntry | undefined): Promise<ReadonlySet<number>> {
  const styles = new Set<number>();
  if (!entry) return styles;
  const dates = new Set<string>(['14', '15', '16', '17', '18', '19', '20', '21', '22', '45', '46', '47']);
  let count = 0;
  let isCells = false;
  const scanner = xmlScanner({
    open: (name, attributes) => {
      if (name === 'cellXfs') isCells = true;
      if (name === 'numFmt' && isDateFormat(attribute(attributes, 'formatCode') ?? ''))
        dates.add(attribute(attributes, 'numFmtId') ?? '');
      if (name !== 'xf' || !isCells) return;
      if (dates.has(attribute(attributes, 'numFmtId') ?? '')) styles.add(count);
      count += 1;
    },
    close: (name) => {
      if (name === 'cellXfs') isCells = false;
    },
    text: () => undefined,
  });
  const decoder = new TextDecoder('utf-8');
  for await (const bytes of unpack(file, entry)) scanner.push(decoder.decode(bytes, { stream: true }));
  return styles;
}

/** Letters outside quotes and [brackets]. */
const isDateFormat = (code: string): boolean =>
  /[dmyhs]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').replace(/general/i, ''));
