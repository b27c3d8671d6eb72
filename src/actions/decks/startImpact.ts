import type { Id } from '../../core/base/id.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { startDeckImpact } from '../../db/tables/deckImpacts.ts';
import { action, done } from '../action.ts';
import { deckOf } from './deckOf.ts';

/** The calls of so many days are priced again. */
const impactDays = 30;

/** Asks what the import would have done to the calls of the last month; the office works it out. Nothing is booked by it. */
export const startImpact = action<{ readonly importId: Id }, null>(
  'deck.impact',
  'billing_package.change',
  async (work, { importId }) => {
    const { billingPackageId } = await deckOf(work.tx, importId, 'ready');
    await startDeckImpact(work.tx, importId, formatInstant(addSeconds(work.now, -impactDays * 86_400)), formatInstant(work.now));
    return done(null, { detail: { billingPackageId, importId } });
  },
);
