import { addDeckPiece } from '../actions/decks/addDeckPiece.ts';
import { confirmDeck } from '../actions/decks/confirmDeck.ts';
import { describeDeck } from '../actions/decks/describeDeck.ts';
import { startDeckUpload } from '../actions/decks/startDeckUpload.ts';
import { type ActionContext, run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import type { Id } from '../core/base/id.ts';
import type { Instant } from '../core/base/time.ts';
import { type DeckFormat, plainFormat } from '../core/decks/deckFormat.ts';
import { pieceBytes } from '../core/decks/deckState.ts';
import { withConnection } from '../db/connection.ts';
import { type DeckImportRow, lockDeckImport } from '../db/tables/deckImports.ts';
import { type Act, takeInDeck } from '../http/decks/takeInDeck.ts';

export const actAs =
  (context: ActionContext): Act =>
  (action, input) =>
    run(context, systemActor, action, input);

/** Uploads a file as the browser does, in pieces, and looks at it. */
export async function uploadDeck(
  context: ActionContext,
  billingPackageId: Id,
  content: Uint8Array | string,
  fileName = 'deck.csv',
): Promise<Id> {
  const data = typeof content === 'string' ? Buffer.from(content) : content;
  const act = actAs(context);
  const importId = await act(startDeckUpload, { billingPackageId, fileName, deckSourceId: undefined });
  for (let position = 0; position * pieceBytes < data.length; position += 1)
    await act(addDeckPiece, { importId, position, data: data.subarray(position * pieceBytes, (position + 1) * pieceBytes) });
  await takeInDeck(act, importId, data.length);
  return importId;
}

export async function deckRow(context: ActionContext, importId: Id): Promise<DeckImportRow> {
  const found = await withConnection(context.pool, (tx) => lockDeckImport(tx, importId));
  if (!found) throw new Error('no such import');
  return found;
}

/** Says how the file is written: as was guessed, with these changes. */
export async function describe(
  context: ActionContext,
  importId: Id,
  changes: Partial<DeckFormat> = {},
  sourceName = '',
): Promise<void> {
  const { format, version } = await deckRow(context, importId);
  await actAs(context)(describeDeck, { importId, format: { ...plainFormat, ...format, ...changes }, sourceName, version });
}

export async function confirm(context: ActionContext, importId: Id, activateAt?: Instant): Promise<void> {
  const { version } = await deckRow(context, importId);
  await actAs(context)(confirmDeck, { importId, activateAt, acceptsSuspicious: true, version });
}
