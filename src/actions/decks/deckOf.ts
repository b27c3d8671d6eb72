import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { DeckState } from '../../core/decks/deckState.ts';
import type { Tx } from '../../db/sql.ts';
import { type DeckImportRow, lockDeckImport } from '../../db/tables/deckImports.ts';

/** An import that must be there and in one of these states; locked. */
export async function deckOf(tx: Tx, importId: Id, ...states: readonly DeckState[]): Promise<DeckImportRow> {
  const found = await lockDeckImport(tx, importId);
  if (!found) throw new Refusal('not_found');
  if (!states.includes(found.state)) throw new Refusal('deck_state');
  return found;
}
