import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockRecording, noteHeard } from '../../db/tables/callRecordings.ts';
import { action, done, nameOf } from '../action.ts';

/** A player asks for a sound in pieces: what one person asks for within so long is one hearing. Milliseconds. */
const oneHearingMilliseconds = 600_000;

/** Staff hear or download a recorded call: somebody's private words, so it stands in the history. Answers the recording's name. */
export const listenToRecording = action<{ readonly recordingId: Id }, string>(
  'recording.listen',
  'recording.listen',
  async (work, { recordingId }) => {
    const found = await lockRecording(work.tx, recordingId);
    if (!found) throw new Refusal('not_found');
    const { accountId, callId, ownNumber, otherNumber, startedAt, heardAt, heardBy } = found;
    const by = `${work.doer.kind} ${nameOf(work.doer)}`;
    if (heardBy === by && heardAt !== null && work.now - heardAt < oneHearingMilliseconds) return done(found.recording, null);
    await noteHeard(work.tx, found.id, by, work.now);
    const detail = { call: callId, number: ownNumber, other: otherNumber, recorded: formatInstant(startedAt) };
    return done(found.recording, { accountId, detail });
  },
);
