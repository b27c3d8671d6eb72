import { listGoneRecordings, noteSoundsGone } from '../../db/tables/callRecordings.ts';
import type { CallContext } from './callContext.ts';

/** Has the sound of deleted recordings deleted. A break in between deletes it again, which is no fault. */
export async function deleteGoneRecordings(
  context: CallContext,
  remove: (recordings: readonly string[]) => Promise<void>,
): Promise<void> {
  const recordings = await listGoneRecordings(context.tx);
  if (recordings.length === 0) return;
  await remove(recordings);
  await noteSoundsGone(context.tx, recordings);
}
