import type { DeckWork } from '../../actions/decks/findDeckWork.ts';
import { readDeckPiece } from '../../actions/decks/readDeckPiece.ts';
import { storeDeckRows } from '../../actions/decks/storeDeckRows.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { plainFormat } from '../../core/decks/deckFormat.ts';
import type { DeckFault, DeckRow, RawLine } from '../../core/decks/deckRow.ts';
import { faultsMax, linesMax, pieceBytes } from '../../core/decks/deckState.ts';
import { deckLineReader } from '../../core/decks/readDeckLine.ts';
import { deckFileOf, deckLines } from '../../files/deckFile.ts';
import { storedFile } from '../../files/storedFile.ts';
import type { Office } from '../office.ts';

type Batch = { rows: DeckRow[]; faults: DeckFault[]; notes: number; lines: number };

/** So many rows are stored in one transaction. */
const rowsAtOnce = 2000;

/**
 * Reads the file of an import from where it stopped, and stores rows and faults batch by batch; while one batch is stored the
 * next is read. Memory: a few batches, whatever the file's size. Stops at the thousandth fault.
 */
export async function readDeck(office: Pick<Office, 'act' | 'now'>, { deck, currency }: DeckWork): Promise<void> {
  const { id: importId, linesDone } = deck;
  const format = deck.format ?? plainFormat;
  const size = Number(deck.fileBytes);
  let bytes = 0n;
  const file = storedFile(size, pieceBytes, async (position) => {
    const piece = await office.act(readDeckPiece, { importId, position });
    if (!piece) throw new Refusal('deck_state');
    bytes = BigInt(Math.min(size, (position + 1) * pieceBytes));
    return piece;
  });
  const readLine = deckLineReader({ format, currency, now: office.now() });
  let stored: Promise<unknown> = Promise.resolve();
  let linesBefore = linesDone;
  let faults = deck.faultCount;
  let batch = emptyBatch();
  const store = async (): Promise<void> => {
    await stored;
    const { rows, lines, notes } = batch;
    stored = office.act(storeDeckRows, { importId, linesBefore, lines, rows, notes, faults: batch.faults, bytes });
    // Waited for with the next batch; until then nobody else would hear of a failure.
    stored.catch(() => undefined);
    linesBefore = lines;
    faults += batch.faults.length;
    batch = emptyBatch();
  };
  for await (const lines of deckLines(file, deckFileOf(deck), format)) {
    for (const raw of lines) {
      if (raw.line <= Math.max(linesDone, format.headerLine)) continue;
      if (raw.line > linesMax)
        throw new Refusal('deck_unreadable', { message: `The file has more than ${linesMax} lines. Split it.` });
      take(batch, readLine(raw), raw);
      if (batch.rows.length >= rowsAtOnce || batch.faults.length >= faultsMax) await store();
    }
    if (faults >= faultsMax) break;
  }
  if (batch.lines > 0) await store();
  await stored;
}

const emptyBatch = (): Batch => ({ rows: [], faults: [], notes: 0, lines: 0 });

function take(batch: Batch, read: ReturnType<ReturnType<typeof deckLineReader>>, raw: RawLine): void {
  batch.lines = raw.line;
  if (read.kind === 'rows') batch.rows.push(...read.rows);
  else if (read.kind === 'faults') batch.faults.push(...read.faults);
  else batch.notes += 1;
}
