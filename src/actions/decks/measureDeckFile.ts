import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import type { DeckFormat } from '../../core/decks/deckFormat.ts';
import { fileBytesMax, pieceBytes } from '../../core/decks/deckState.ts';
import { measureDeckChunks } from '../../db/tables/deckChunks.ts';
import { action, done } from '../action.ts';
import { deckOf } from './deckOf.ts';

export type MeasuredDeck = { readonly bytes: bigint; readonly format: DeckFormat | null };

/** How long the uploaded file is, once it has arrived whole; and how its source writes, where that is known. */
export const measureDeckFile = action<{ readonly importId: Id; readonly bytes: bigint }, MeasuredDeck>(
  'deck.measure',
  'billing_package.change',
  async (work, { importId, bytes }) => {
    const { format } = await deckOf(work.tx, importId, 'uploading');
    const there = await measureDeckChunks(work.tx, importId, pieceBytes);
    if (there.bytes > BigInt(fileBytesMax)) throw new Refusal('deck_too_large');
    if (!there.isWhole || there.bytes !== bytes)
      throw fieldRefusal(
        'invalid_input',
        'bytes',
        `${there.bytes} of ${bytes} bytes have arrived. Send the missing pieces again.`,
      );
    return done({ bytes: there.bytes, format }, null);
  },
);
