import type { DeckImportRow } from '../../db/tables/deckImports.ts';
import { findDeckToDo } from '../../db/tables/deckImports.ts';
import { lockSettings } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';

export type DeckWork = { readonly deck: DeckImportRow; readonly currency: string };

/** What the office does next for rate decks; undefined when nothing waits. */
export const findDeckWork = action<null, DeckWork | undefined>('deck.find_work', 'billing_package.change', async (work) => {
  const deck = await findDeckToDo(work.tx);
  if (!deck) return done(undefined, null);
  const { currency } = await lockSettings(work.tx);
  return done({ deck, currency }, null);
});
