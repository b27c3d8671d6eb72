import type { Id } from '../../core/base/id.ts';
import { addSeconds, formatInstant, instant } from '../../core/base/time.ts';
import { allowMinutes, lengthenDeckLead, noteDeckBooked, setDeckState } from '../../db/tables/deckImports.ts';
import { bookDeckRows } from '../../db/tables/deckRows.ts';
import { action, done } from '../action.ts';
import { deckOf } from './deckOf.ts';

/**
 * Writes a confirmed import into the books, whole or not at all. Its rates begin a little later than now, so that call control
 * has them when they begin; when writing took longer than that, it is undone and tried again with more time.
 */
export const bookDeck = action<{ readonly importId: Id }, 'booked' | 'stale' | 'late'>(
  'deck.book',
  'billing_package.change',
  async (work, { importId }) => {
    const found = await deckOf(work.tx, importId, 'confirmed');
    await allowMinutes(work.tx);
    const from = instant(Math.max(found.activateAt ?? 0, addSeconds(work.now, found.leadSeconds)));
    const outcome = await bookDeckRows(work.tx, importId, formatInstant(from), found.leadSeconds);
    if (outcome === 'late') await lengthenDeckLead(work.tx, importId);
    if (outcome === 'stale') await setDeckState(work.tx, importId, 'comparing');
    if (outcome === 'booked') await noteDeckBooked(work.tx, importId, formatInstant(from), formatInstant(work.now));
    const detail = { billingPackageId: found.billingPackageId, importId, outcome, from: formatInstant(from) };
    return done(outcome, outcome === 'late' ? null : { detail });
  },
);
