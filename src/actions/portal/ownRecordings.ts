import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockRecording } from '../../db/tables/callRecordings.ts';
import { findRecordingSettings } from '../../db/tables/recordingSettings.ts';
import { action, done, type Work } from '../action.ts';
import { removeRecording } from '../recordings/removeRecording.ts';
import { customerOf } from './customerOf.ts';

type Chosen = { readonly recordingId: Id };

/** A customer hears or downloads a recording of their own. Answers the recording's name. */
export const listenToOwnRecording = action<Chosen, string>(
  'portal.hear_recording',
  'portal_change',
  async (work, { recordingId }) => {
    await needOwnRecording(work, recordingId);
    const found = await lockRecording(work.tx, recordingId);
    if (!found) throw new Refusal('not_found');
    return done(found.recording, null);
  },
);

/** A customer deletes a recording of their own. */
export const removeOwnRecording = action<Chosen, null>('recording.remove', 'portal_change', async (work, input) => {
  await needOwnRecording(work, input.recordingId);
  return removeRecording.perform(work, input);
});

/** Refuses a recording of another account, and all where customers do not get theirs, as one that does not exist. */
async function needOwnRecording(work: Work, recordingId: Id): Promise<void> {
  const { accountId } = customerOf(work.doer);
  const { isInPortal } = await findRecordingSettings(work.tx);
  const found = isInPortal ? await lockRecording(work.tx, recordingId) : undefined;
  if (found?.accountId !== accountId) throw new Refusal('not_found');
}
