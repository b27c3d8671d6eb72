import { Refusal } from '../../../core/base/refusal.ts';
import { fileBytesMax, pieceBytes } from '../../../core/decks/deckState.ts';
import { finishDeckUpload, startDeckUpload } from '../../../http/contract/decks.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { call, sendBytes } from '../../api.ts';

/** Sends a file in pieces, so that no request is long and progress is seen; answers the import that it became. */
export async function uploadFile(
  packageId: string,
  file: File,
  sourceId: string,
  onProgress: (share: number) => void,
): Promise<AnswerOf<typeof finishDeckUpload>> {
  if (file.size > fileBytesMax) throw new Refusal('deck_too_large');
  const { id } = await call(startDeckUpload, {
    params: { id: packageId },
    body: { fileName: file.name.slice(-200), ...(sourceId === '' ? {} : { sourceId }) },
  });
  for (let position = 0; position * pieceBytes < file.size; position += 1) {
    await sendBytes(`/deck-imports/${id}/pieces/${position}`, file.slice(position * pieceBytes, (position + 1) * pieceBytes));
    onProgress(Math.min(1, ((position + 1) * pieceBytes) / file.size));
  }
  return call(finishDeckUpload, { params: { id }, body: { bytes: file.size } });
}
