import type { Id } from '../../core/base/id.ts';
import { action, done } from '../action.ts';
import { needOwnRecording } from './needOwnRecording.ts';

/** A customer hears or downloads a recording of their own. Answers the recording's name. */
export const listenToOwnRecording = action<{ readonly recordingId: Id }, string>(
  'portal.hear_recording',
  'portal_change',
  async (work, { recordingId }) => done((await needOwnRecording(work, recordingId)).recording, null),
);
