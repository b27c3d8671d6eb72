import { csvReader } from '../core/decks/csvReader.ts';
import type { RawLine } from '../core/decks/deckRow.ts';
import { readWhole, type StoredFile } from './storedFile.ts';
import { encodings, guessEncoding, type TextEncoding, textOf } from './textOf.ts';
import { openWorkbook } from './xlsxReader.ts';
import { unreadable } from './zip.ts';

/** What kind of file a deck came in. */
export type DeckFile = { readonly kind: 'csv'; readonly encoding: TextEncoding } | { readonly kind: 'xlsx' };

/** As it was stored when the file arrived. */
export function deckFileOf(stored: { readonly fileKind: 'csv' | 'xlsx' | null; readonly encoding: string | null }): DeckFile {
  if (stored.fileKind === 'xlsx') return { kind: 'xlsx' };
  return { kind: 'csv', encoding: encodings.find((one) => one === stored.encoding) ?? 'utf-8' };
}

/** Looks at the beginning of a file. Refuses with `deck_unreadable` for what is neither text nor XLSX. */
export async function recogniseFile(file: StoredFile): Promise<DeckFile> {
  const head = await readWhole(file, 0, 65_536);
  if (head.length === 0) throw unreadable('The file is empty.');
  const mark = head.toString('latin1', 0, 8);
  if (mark.startsWith('PK\u0003\u0004')) return { kind: 'xlsx' };
  if (mark.startsWith('\u00d0\u00cf\u0011\u00e0'))
    throw unreadable('This is a file of Excel 97 (XLS), or one with a password. Save it as XLSX or CSV.');
  if (mark.startsWith('%PDF')) throw unreadable('This is a PDF. Ask for the rates as XLSX or CSV.');
  const encoding = guessEncoding(head);
  if (!encoding.startsWith('utf-16') && head.includes(0)) throw unreadable('This file is neither CSV nor XLSX.');
  return { kind: 'csv', encoding: encoding === 'utf-8' && !(await isAllUtf8(file)) ? 'windows-1252' : encoding };
}

/** The lines of a deck, piece by piece. Refuses with `deck_unreadable` when the file cannot be read as what it was taken for. */
export async function* deckLines(
  file: StoredFile,
  kind: DeckFile,
  format: { readonly delimiter: string; readonly sheet: string },
): AsyncGenerator<readonly RawLine[]> {
  if (kind.kind === 'xlsx') {
    const workbook = await openWorkbook(file);
    return yield* workbook.rows(format.sheet);
  }
  let ready: RawLine[] = [];
  const reader = csvReader(format.delimiter, (cells, line) => ready.push({ line, cells }));
  for await (const text of readText(file, kind.encoding)) {
    reader.push(text);
    if (ready.length === 0) continue;
    yield ready;
    ready = [];
  }
  reader.end();
  if (ready.length > 0) yield ready;
}

/** The names of the sheets that are shown; a text file has none. */
export async function sheetNames(file: StoredFile, kind: DeckFile): Promise<readonly string[]> {
  return kind.kind === 'xlsx' ? (await openWorkbook(file)).sheets : [];
}

/** A piece of a file has tens of thousands of lines: all of them at once would be most of our memory. Characters. */
const textAtOnce = 65_536;

async function* readText(file: StoredFile, encoding: TextEncoding): AsyncGenerator<string> {
  try {
    for await (const text of textOf(file, encoding))
      for (let at = 0; at < text.length; at += textAtOnce) yield text.slice(at, at + textAtOnce);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw unreadable('The file is not text: some of its bytes are no characters.');
  }
}

/** A file that begins as UTF-8 may go on otherwise: then it is what a text editor would take it for, Latin-1. */
async function isAllUtf8(file: StoredFile): Promise<boolean> {
  try {
    for await (const text of textOf(file, 'utf-8')) if (text.includes('\u0000')) return false;
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
