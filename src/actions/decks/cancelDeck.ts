import type { Id } from '../../core/base/id.ts';
import { setDeckState } from '../../db/tables/deckImports.ts';
import { action, done } from '../action.ts';
import { deckOf } from './deckOf.ts';

/** Gives an import up before it is booked; its file is thrown away. */
export const cancelDeck = action<{ readonly importId: Id }, null>(
  'deck.cancel',
  'billing_package.change',
  async (work, { importId }) => {
    const states = ['uploading', 'described', 'reading', 'comparing', 'faulty', 'failed', 'ready', 'confirmed'] as const;
    const { billingPackageId } = await deckOf(work.tx, importId, ...states);
    await setDeckState(work.tx, importId, 'cancelled');
    return done(null, { detail: { billingPackageId, importId } });
  },
);
