import type { MadeRecording } from '../../core/calls/recording.ts';
import { findOwnerAccount, insertRecording, isRecordingKept } from '../../db/tables/callRecordings.ts';
import { action, done } from '../action.ts';

/**
 * Keeps a recording for the account that wanted it. The same recording twice is once. False when nobody wants it: the number
 * is nobody's any more, or it was deleted before.
 */
export const keepRecording = action<MadeRecording, boolean>('recording.keep', 'account.change', async (work, made) => {
  const owner = await findOwnerAccount(work.tx, made.owner, made.callId);
  if (owner) await insertRecording(work.tx, owner, made);
  return done(await isRecordingKept(work.tx, made.recording), null);
});
