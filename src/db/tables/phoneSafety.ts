import type { Id } from '../../core/base/id.ts';
import type { RecordingAnnouncement, RecordingMode } from '../../core/routing/recordingWish.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** What staff alone decide about a phone: recording and encryption. */
export type PhoneSafety = {
  readonly recordingMode: RecordingMode;
  /** Null = as the settings say. */
  readonly recordingAnnouncement: RecordingAnnouncement | null;
  readonly requiresEncryption: boolean;
};
export type LockedSafety = { readonly accountId: Id; readonly number: string; readonly stored: PhoneSafety };

export async function lockPhoneSafety(tx: Tx, networkNumberId: Id): Promise<LockedSafety | undefined> {
  const found = await row<PhoneSafety & { accountId: Id; number: string }>(
    tx,
    sql`select account_id as "accountId", number, records as "recordingMode", recording_announcement as "recordingAnnouncement",
               requires_encryption as "requiresEncryption"
          from network_number
         where id = ${networkNumberId}
           for no key update`,
  );
  if (!found) return undefined;
  const { accountId, number, ...stored } = found;
  return { accountId, number, stored };
}

export async function savePhoneSafety(tx: Tx, networkNumberId: Id, one: PhoneSafety): Promise<void> {
  await rows(
    tx,
    sql`update network_number
           set records = ${one.recordingMode}, recording_announcement = ${one.recordingAnnouncement},
               requires_encryption = ${one.requiresEncryption}
         where id = ${networkNumberId}`,
  );
}

export type NumberRecording = {
  readonly isRecorded: boolean;
  readonly recordingAnnouncement: RecordingAnnouncement | null;
};

/** An incoming number with what is recorded of it, locked. */
export async function lockNumberRecording(
  tx: Tx,
  incomingNumberId: Id,
): Promise<
  | { readonly accountId: Id | null; readonly number: string; readonly version: number; readonly stored: NumberRecording }
  | undefined
> {
  const found = await row<NumberRecording & { accountId: Id | null; number: string; version: number }>(
    tx,
    sql`select account_id as "accountId", number, version, is_recorded as "isRecorded", recording_announcement as "recordingAnnouncement"
          from incoming_number
         where id = ${incomingNumberId}
           for update`,
  );
  if (!found) return undefined;
  const { accountId, number, version, ...stored } = found;
  return { accountId, number, version, stored };
}

export async function saveNumberRecording(tx: Tx, incomingNumberId: Id, one: NumberRecording): Promise<void> {
  await rows(
    tx,
    sql`update incoming_number
           set is_recorded = ${one.isRecorded}, recording_announcement = ${one.recordingAnnouncement}
         where id = ${incomingNumberId}`,
  );
}
