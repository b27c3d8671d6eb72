import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockRecording, removeRecording as removeRow } from '../../db/tables/callRecordings.ts';
import { action, done } from '../action.ts';

/** Deletes a recorded call; its sound goes a moment later. */
export const removeRecording = action<{ readonly recordingId: Id }, null>(
  'recording.remove',
  'recording.remove',
  async (work, { recordingId }) => {
    const found = await lockRecording(work.tx, recordingId);
    if (!found) throw new Refusal('not_found');
    await removeRow(work.tx, found.id, work.now);
    const { accountId, callId, ownNumber, otherNumber, startedAt } = found;
    const detail = { call: callId, number: ownNumber, other: otherNumber, recorded: formatInstant(startedAt) };
    return done(null, { accountId, detail });
  },
);
