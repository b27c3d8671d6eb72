import type { RecordingAnnouncement } from '../../core/routing/recordingWish.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** How calls are recorded where a number does not say. */
export type RecordingSettings = {
  readonly announcement: RecordingAnnouncement;
  /** Null = recordings stay until somebody deletes them. Days. */
  readonly keepDays: number | null;
  readonly isInPortal: boolean;
};

export async function lockRecordingSettings(tx: Tx): Promise<RecordingSettings & { readonly version: number }> {
  const found = await row<RecordingSettings & { version: number }>(
    tx,
    sql`select announcement, keep_days as "keepDays", is_in_portal as "isInPortal", version from recording_setting for no key update`,
  );
  if (!found) throw new Error('the row of recording_setting is missing');
  return found;
}

/** The same without a lock, for who only goes by them. */
export async function findRecordingSettings(tx: Tx): Promise<RecordingSettings> {
  const found = await row<RecordingSettings>(
    tx,
    sql`select announcement, keep_days as "keepDays", is_in_portal as "isInPortal" from recording_setting`,
  );
  if (!found) throw new Error('the row of recording_setting is missing');
  return found;
}

export async function saveRecordingSettings(tx: Tx, one: RecordingSettings): Promise<void> {
  await rows(
    tx,
    sql`update recording_setting
           set announcement = ${one.announcement}, keep_days = ${one.keepDays}, is_in_portal = ${one.isInPortal}`,
  );
}
