import type { Id } from '../../core/base/id.ts';
import { action } from '../action.ts';
import { removeRecording } from '../recordings/removeRecording.ts';
import { needOwnRecording } from './needOwnRecording.ts';

/** A customer deletes a recording of their own. */
export const removeOwnRecording = action<{ readonly recordingId: Id }, null>(
  'recording.remove',
  'portal_change',
  async (work, input) => {
    await needOwnRecording(work, input.recordingId);
    return removeRecording.perform(work, input);
  },
);
