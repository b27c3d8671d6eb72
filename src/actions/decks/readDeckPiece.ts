import type { Id } from '../../core/base/id.ts';
import { findDeckChunk } from '../../db/tables/deckChunks.ts';
import { action, done } from '../action.ts';

/** A piece of an uploaded file; undefined when there is none. */
export const readDeckPiece = action<{ readonly importId: Id; readonly position: number }, Uint8Array | undefined>(
  'deck.read',
  'billing_package.change',
  async (work, { importId, position }) => done(await findDeckChunk(work.tx, importId, position), null),
);
