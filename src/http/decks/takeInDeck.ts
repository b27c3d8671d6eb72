import type { Action } from '../../actions/action.ts';
import { finishDeckUpload } from '../../actions/decks/finishDeckUpload.ts';
import { measureDeckFile } from '../../actions/decks/measureDeckFile.ts';
import { readDeckPiece } from '../../actions/decks/readDeckPiece.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { pieceBytes } from '../../core/decks/deckState.ts';
import { recogniseFile } from '../../files/deckFile.ts';
import { guessDeck } from '../../files/guessDeck.ts';
import { type StoredFile, storedFile } from '../../files/storedFile.ts';

/** Does an action as whoever asked. */
export type Act = <Input, Answer>(action: Action<Input, Answer>, input: Input) => Promise<Answer>;

/** The file has arrived: looks at what it is and how it is written, and keeps that with the import. */
export async function takeInDeck(act: Act, importId: Id, bytes: number): Promise<void> {
  const { format } = await act(measureDeckFile, { importId, bytes: BigInt(bytes) });
  const file = uploadedFile(act, importId, bytes);
  const kind = await recogniseFile(file);
  const encoding = kind.kind === 'csv' ? kind.encoding : null;
  await act(finishDeckUpload, {
    ...{ importId, bytes: BigInt(bytes), fileKind: kind.kind, encoding },
    format: format ?? (await guessDeck(file, kind)),
  });
}

/** An uploaded file, piece by piece from the database. */
export function uploadedFile(act: Act, importId: Id, bytes: number): StoredFile {
  return storedFile(bytes, pieceBytes, async (position) => {
    const piece = await act(readDeckPiece, { importId, position });
    if (!piece) throw new Refusal('deck_state');
    return piece;
  });
}
