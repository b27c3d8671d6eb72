import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { plainFormat } from '../../core/decks/deckFormat.ts';
import { allowMinutes, lockDeckImport, setDeckCounts, setDeckState } from '../../db/tables/deckImports.ts';
import { compareDeckRows } from '../../db/tables/deckRows.ts';
import { action, done } from '../action.ts';
import { deckOf } from './deckOf.ts';

/** Writes down what an import would change, at the instant from which it is to hold. */
export const compareDeck = action<{ readonly importId: Id }, null>(
  'deck.compare',
  'billing_package.change',
  async (work, { importId }) => {
    const found = await deckOf(work.tx, importId, 'comparing');
    await allowMinutes(work.tx);
    const at = Math.max(found.activateAt ?? work.now, work.now);
    const counts = await compareDeckRows(work.tx, importId, new Date(at).toISOString(), found.format ?? plainFormat);
    await setDeckCounts(work.tx, importId, counts);
    const after = await lockDeckImport(work.tx, importId);
    await setDeckState(
      work.tx,
      importId,
      (after?.faultCount ?? 0) > 0 ? 'faulty' : 'ready',
      found.activateAt === null ? '' : staleReport,
    );
    return done(null, { detail: { billingPackageId: found.billingPackageId, importId, at: formatInstant(work.now), counts } });
  },
);

const staleReport =
  'The rates in force were changed after the report, or are others at the time that you chose. This is the new report: look at it and confirm again.';
