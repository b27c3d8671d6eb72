import type { Id } from '../../core/base/id.ts';
import { formatUnitPrice } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { Instant } from '../../core/base/time.ts';
import type { DeckFormat } from '../../core/decks/deckFormat.ts';
import type { DeckLine, RawLine } from '../../core/decks/deckRow.ts';
import { deckLineReader } from '../../core/decks/readDeckLine.ts';
import { deckFileOf, sheetNames } from '../../files/deckFile.ts';
import { firstLines } from '../../files/guessDeck.ts';
import { type Act, uploadedFile } from './takeInDeck.ts';

/** What of an import is needed to open its file. */
export type OpenedDeck = {
  readonly id: Id;
  readonly fileBytes: number;
  readonly fileKind: 'csv' | 'xlsx' | null;
  readonly encoding: string | null;
};

/** Lines above the titles, the titles, and twenty lines of rates. */
const linesShown = 30;
const previewLines = 20;
/** Wider tables are cut on the screen. */
const cellsShown = 60;
const cellLength = 200;

/** The first lines of a file as they stand, and its sheets. */
export async function rawLines(act: Act, deck: OpenedDeck, format: Pick<DeckFormat, 'delimiter' | 'sheet'>) {
  const { file, kind } = open(act, deck);
  const lines = await firstLines(file, kind, format, linesShown);
  return { sheets: [...(await sheetNames(file, kind))], lines: lines.map(({ line, cells }) => ({ line, cells: shown(cells) })) };
}

/** What the first lines below the titles come to, read as the format says. */
export async function previewLinesOf(act: Act, deck: OpenedDeck, format: DeckFormat, currency: string, now: Instant) {
  const { file, kind } = open(act, deck);
  const found = await firstLines(file, kind, format, format.headerLine + previewLines + 10);
  const read = deckLineReader({ format, currency, now });
  const lines = found.filter(({ line }) => line > format.headerLine).slice(0, previewLines);
  return { lines: lines.map((raw) => toItem(raw, read(raw))) };
}

function open(act: Act, deck: OpenedDeck) {
  if (deck.fileKind === null) throw new Refusal('deck_state');
  return { file: uploadedFile(act, deck.id, deck.fileBytes), kind: deckFileOf(deck) };
}

const shown = (cells: readonly string[]): string[] => cells.slice(0, cellsShown).map((cell) => cell.slice(0, cellLength));

function toItem({ line, cells }: RawLine, read: DeckLine) {
  const rows = read.kind === 'rows' ? read.rows : [];
  const [first] = rows;
  const price = first?.terms.price;
  return {
    ...{ line, cells: shown(cells), prefixes: rows.slice(0, 10).map(({ prefix }) => prefix), prefixCount: rows.length },
    price: price === undefined ? null : formatUnitPrice(price),
    note: noteOf(read),
    faults: read.kind === 'faults' ? read.faults.map(({ column, message }) => ({ column, message })) : [],
  };
}

function noteOf(read: DeckLine): string {
  if (read.kind === 'note') return 'Passed over: no prefix and no price.';
  if (read.kind === 'faults') return '';
  const [first] = read.rows;
  if (!first) return 'Passed over: not available.';
  if (first.isRemoved) return 'Ends.';
  return first.terms.blocked ? 'Blocked.' : '';
}
