import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { fileBytesMax, pieceBytes } from '../../core/decks/deckState.ts';
import { insertDeckChunk } from '../../db/tables/deckChunks.ts';
import { action, done } from '../action.ts';
import { deckOf } from './deckOf.ts';

export type AddDeckPiece = { readonly importId: Id; readonly position: number; readonly data: Uint8Array };

/** Keeps one piece of an uploaded file. Sending a piece again changes nothing, so a broken upload goes on where it stopped. */
export const addDeckPiece = action<AddDeckPiece, null>(
  'deck.piece',
  'billing_package.change',
  async (work, { importId, position, data }) => {
    if (position >= fileBytesMax / pieceBytes || data.length > pieceBytes) throw new Refusal('deck_too_large');
    await deckOf(work.tx, importId, 'uploading');
    await insertDeckChunk(work.tx, importId, position, data);
    return done(null, null);
  },
);
