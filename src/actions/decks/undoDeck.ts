import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { allowMinutes, noteDeckUndone } from '../../db/tables/deckImports.ts';
import { undoDeckRows } from '../../db/tables/deckRows.ts';
import { action, done, nameOf } from '../action.ts';
import { deckOf } from './deckOf.ts';

/**
 * Takes a booked import back: what was in force before it is in force again, as new versions; calls keep the price they had.
 * Refused when a later change stands on top of it.
 */
export const undoDeck = action<{ readonly importId: Id }, null>(
  'deck.undo',
  'billing_package.change',
  async (work, { importId }) => {
    const found = await deckOf(work.tx, importId, 'booked');
    await allowMinutes(work.tx);
    const covered = await undoDeckRows(work.tx, importId, formatInstant(work.now));
    if (covered !== undefined) {
      const name = covered === '' ? 'every number' : `+${covered}`;
      throw new Refusal('deck_covered', {
        message: `The rate for ${name} was changed after this import. Take that change back first, or import the rates that you want.`,
      });
    }
    await noteDeckUndone(work.tx, importId, nameOf(work.doer), formatInstant(work.now));
    return done(null, { detail: { billingPackageId: found.billingPackageId, importId } });
  },
);
