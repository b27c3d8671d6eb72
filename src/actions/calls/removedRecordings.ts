import { listRemovedRecordings, noteRecordingsGone } from '../../db/tables/voicemailMessages.ts';
import type { CallContext } from './callContext.ts';

/** Has the sound of removed messages deleted. A break in between deletes it again, which is no fault. */
export async function deleteRemovedRecordings(
  context: CallContext,
  remove: (recordings: readonly string[]) => Promise<void>,
): Promise<void> {
  const recordings = await listRemovedRecordings(context.tx);
  if (recordings.length === 0) return;
  await remove(recordings);
  await noteRecordingsGone(context.tx, recordings);
}
