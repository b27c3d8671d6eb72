import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import type { DeckFormat } from '../../core/decks/deckFormat.ts';
import { restartDeck } from '../../db/tables/deckImports.ts';
import { saveDeckSource } from '../../db/tables/deckSources.ts';
import { action, done } from '../action.ts';
import { deckOf } from './deckOf.ts';

export type DescribeDeck = {
  readonly importId: Id;
  readonly format: DeckFormat;
  /** Remembered under this name for the next file; empty = not. */
  readonly sourceName: string;
  readonly version: number;
};

/** Says how the file is written; the office then reads it from the beginning. What was read before is forgotten. */
export const describeDeck = action<DescribeDeck, null>(
  'deck.describe',
  'billing_package.change',
  async (work, { importId, format, sourceName, version }) => {
    const found = await deckOf(work.tx, importId, 'described', 'faulty', 'failed', 'ready');
    if (found.version !== version) throw new Refusal('stale_version');
    if (found.kind !== 'file') throw new Refusal('deck_state');
    const hasPrefix = format.columns.includes('prefix') || format.columns.includes('countryCode');
    if (!hasPrefix) throw fieldRefusal('invalid_input', 'columns', 'Choose the column that holds the prefix.');
    const doubled = format.columns.find((field, at) => field !== '' && format.columns.indexOf(field) !== at);
    if (doubled !== undefined) throw fieldRefusal('invalid_input', 'columns', `Two columns hold "${doubled}". Choose one.`);
    const sourceId = sourceName === '' ? null : await saveDeckSource(work.tx, sourceName, format, formatInstant(work.now));
    await restartDeck(work.tx, importId, format, sourceId);
    return done(null, { detail: { billingPackageId: found.billingPackageId, importId, sourceName, format } });
  },
);
