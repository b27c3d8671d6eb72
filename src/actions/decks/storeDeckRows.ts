import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { DeckFault, DeckRow } from '../../core/decks/deckRow.ts';
import { faultsMax } from '../../core/decks/deckState.ts';
import { addDeckProgress } from '../../db/tables/deckImports.ts';
import { insertDeckFaults, insertDeckRows } from '../../db/tables/deckRows.ts';
import { action, done } from '../action.ts';
import { deckOf } from './deckOf.ts';

export type StoreDeckRows = {
  readonly importId: Id;
  /** How far the import had come when this batch was read: two offices never store the same lines twice. */
  readonly linesBefore: number;
  readonly lines: number;
  readonly bytes: bigint;
  readonly notes: number;
  readonly rows: readonly DeckRow[];
  readonly faults: readonly DeckFault[];
};

/** Keeps what a batch of lines came to. Nothing of it holds: it waits to be compared. */
export const storeDeckRows = action<StoreDeckRows, null>('deck.store', 'billing_package.change', async (work, batch) => {
  const found = await deckOf(work.tx, batch.importId, 'reading');
  if (found.linesDone !== batch.linesBefore) throw new Refusal('deck_state');
  await insertDeckRows(work.tx, batch.importId, batch.rows);
  const faults = batch.faults.slice(0, Math.max(0, faultsMax - found.faultCount));
  if (faults.length > 0) await insertDeckFaults(work.tx, batch.importId, found.faultCount, faults);
  const { lines, notes, bytes } = batch;
  await addDeckProgress(work.tx, batch.importId, { lines, notes, bytes, rows: batch.rows.length, faults: batch.faults.length });
  return done(null, null);
});
