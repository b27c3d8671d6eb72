import { fieldChanges } from '../../core/base/fieldChange.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockRecordingSettings, type RecordingSettings, saveRecordingSettings } from '../../db/tables/recordingSettings.ts';
import { action, done } from '../action.ts';

/** What both sides hear before a recorded call, how long recordings are kept, and whether customers hear their own. */
export const changeRecordingSettings = action<RecordingSettings & { readonly version: number }, null>(
  'recording.change_settings',
  'setting.change',
  async (work, { version, ...wished }) => {
    const { version: storedVersion, ...stored } = await lockRecordingSettings(work.tx);
    if (storedVersion !== version) throw new Refusal('stale_version');
    const changes = fieldChanges(stored, wished);
    if (changes.length === 0) return done(null, null);
    await saveRecordingSettings(work.tx, wished);
    return done(null, { detail: { changes } });
  },
);
