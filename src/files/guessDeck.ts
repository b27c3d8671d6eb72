import type { DeckFormat } from '../core/decks/deckFormat.ts';
import { plainFormat } from '../core/decks/deckFormat.ts';
import type { RawLine } from '../core/decks/deckRow.ts';
import { guessDelimiter, guessFormat } from '../core/decks/guessFormat.ts';
import { type DeckFile, deckLines } from './deckFile.ts';
import { readWhole, type StoredFile } from './storedFile.ts';

/** Enough to see how a file is written. Bytes. */
const headBytes = 65_536;

/** A first proposal of how a file is written, for a person to look at. */
export async function guessDeck(file: StoredFile, kind: DeckFile, base: DeckFormat = plainFormat): Promise<DeckFormat> {
  const delimiter =
    kind.kind === 'csv' ? guessDelimiter(new TextDecoder(kind.encoding).decode(await readWhole(file, 0, headBytes))) : ',';
  const format = { ...base, delimiter };
  return guessFormat(await firstLines(file, kind, format, 60), format);
}

/** The first lines of a file as they stand. */
export async function firstLines(
  file: StoredFile,
  kind: DeckFile,
  format: Pick<DeckFormat, 'delimiter' | 'sheet'>,
  count: number,
): Promise<readonly RawLine[]> {
  const found: RawLine[] = [];
  for await (const lines of deckLines(file, kind, format)) {
    found.push(...lines.slice(0, count - found.length));
    if (found.length >= count) break;
  }
  return found;
}
