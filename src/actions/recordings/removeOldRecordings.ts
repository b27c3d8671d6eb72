import { addSeconds } from '../../core/base/time.ts';
import { removeRecordingsBefore } from '../../db/tables/callRecordings.ts';
import { findRecordingSettings } from '../../db/tables/recordingSettings.ts';
import { action, done } from '../action.ts';

/** Deletes recordings that are older than the settings allow, at most `limit`; answers how many. */
export const removeOldRecordings = action<{ readonly limit: number }, number>(
  'recording.expire',
  'setting.change',
  async (work, { limit }) => {
    const { keepDays } = await findRecordingSettings(work.tx);
    if (keepDays === null) return done(0, null);
    const removed = await removeRecordingsBefore(work.tx, addSeconds(work.now, -keepDays * 86_400), work.now, limit);
    return done(removed, removed === 0 ? null : { detail: { removed, olderThanDays: keepDays } });
  },
);
