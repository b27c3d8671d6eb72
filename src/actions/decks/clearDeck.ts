import type { Id } from '../../core/base/id.ts';
import { allowMinutes, clearDeck as clear } from '../../db/tables/deckImports.ts';
import { action, done } from '../action.ts';
import { deckOf } from './deckOf.ts';

/** Throws away the file of an import that is booked or given up. */
export const clearDeck = action<{ readonly importId: Id }, null>(
  'deck.clear',
  'billing_package.change',
  async (work, { importId }) => {
    await deckOf(work.tx, importId, 'booked', 'undone', 'cancelled');
    await allowMinutes(work.tx);
    await clear(work.tx, importId);
    return done(null, null);
  },
);
