import type { Id } from '../../core/base/id.ts';
import type { DeckFormat } from '../../core/decks/deckFormat.ts';
import { describeDeckFile } from '../../db/tables/deckImports.ts';
import { action, done } from '../action.ts';
import { deckOf } from './deckOf.ts';

export type FinishDeckUpload = {
  readonly importId: Id;
  readonly bytes: bigint;
  readonly fileKind: 'csv' | 'xlsx';
  readonly encoding: string | null;
  /** As its source writes, or a first guess. */
  readonly format: DeckFormat;
};

/** The file has arrived and can be read: what it is stands with the import. */
export const finishDeckUpload = action<FinishDeckUpload, null>('deck.uploaded', 'billing_package.change', async (work, given) => {
  const { importId, ...file } = given;
  const { billingPackageId } = await deckOf(work.tx, importId, 'uploading');
  await describeDeckFile(work.tx, importId, file);
  const { bytes, fileKind } = file;
  return done(null, { detail: { billingPackageId, importId, bytes: String(bytes), fileKind } });
});
