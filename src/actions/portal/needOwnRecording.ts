import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { type KeptRecording, lockRecording } from '../../db/tables/callRecordings.ts';
import { findRecordingSettings } from '../../db/tables/recordingSettings.ts';
import type { Work } from '../action.ts';
import { customerOf } from './customerOf.ts';

/** Refuses a recording of another account, and all where customers do not get theirs, as one that does not exist. */
export async function needOwnRecording(work: Work, recordingId: Id): Promise<KeptRecording> {
  const { accountId } = customerOf(work.doer);
  const { isInPortal } = await findRecordingSettings(work.tx);
  const found = isInPortal ? await lockRecording(work.tx, recordingId) : undefined;
  if (found?.accountId !== accountId) throw new Refusal('not_found');
  return found;
}
