import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import type { MadeRecording } from '../../core/calls/recording.ts';
import type { RecordingOwner } from '../../core/routing/recordingWish.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** Whose recording it is: the account, and the phone where it has one. */
export type OwnerAccount = { readonly accountId: Id; readonly networkNumberId: Id | null };

/**
 * Whose recording this is: the holder of the phone; for an incoming number the account that the call was booked on, as somebody
 * else may have the number by now. Undefined when there is nobody.
 */
export async function findOwnerAccount(
  tx: Tx,
  { kind, number }: RecordingOwner,
  callId: string,
): Promise<OwnerAccount | undefined> {
  if (kind !== 'incoming_number')
    return row<OwnerAccount>(
      tx,
      sql`select account_id as "accountId", id as "networkNumberId" from network_number where number = ${number}`,
    );
  const found = await row<{ accountId: Id }>(
    tx,
    sql`select account_id as "accountId" from call where call_id = ${callId}
         union all
        select account_id from cdr where call_id = ${callId}
         limit 1`,
  );
  return found && { accountId: found.accountId, networkNumberId: null };
}

/** Keeps a recording; nothing happens when it was kept before. */
export async function insertRecording(tx: Tx, { accountId, networkNumberId }: OwnerAccount, made: MadeRecording): Promise<void> {
  const { recording, owner, otherNumber, callId, startedAt, durationMilliseconds, sizeBytes } = made;
  await rows(
    tx,
    sql`insert into call_recording (account_id, network_number_id, call_id, recording, kind, own_number, other_number, started_at,
                                    duration_ms, size_bytes)
        values (${accountId}, ${networkNumberId}, ${callId}, ${recording}, ${owner.kind}, ${owner.number}, ${otherNumber},
                ${new Date(startedAt)}, ${durationMilliseconds}, ${sizeBytes})
            on conflict (recording) do nothing`,
  );
}

/** True when this recording is kept and was not deleted since. */
export async function isRecordingKept(tx: Tx, recording: string): Promise<boolean> {
  const found = await row<{ isKept: boolean }>(
    tx,
    sql`select removed_at is null as "isKept" from call_recording where recording = ${recording}`,
  );
  return found?.isKept ?? false;
}

export type KeptRecording = {
  readonly id: Id;
  readonly accountId: Id;
  readonly recording: string;
  readonly callId: string;
  readonly ownNumber: string;
  readonly otherNumber: string;
  readonly startedAt: Instant;
  readonly heardBy: string | null;
  readonly heardAt: Instant | null;
};

/** A recording that is not deleted, locked. */
export async function lockRecording(tx: Tx, id: Id): Promise<KeptRecording | undefined> {
  return row<KeptRecording>(
    tx,
    sql`select id, account_id as "accountId", recording, call_id as "callId", own_number as "ownNumber", other_number as "otherNumber",
               started_at as "startedAt", heard_by as "heardBy", heard_at as "heardAt"
          from call_recording
         where id = ${id}
           and removed_at is null
           for no key update`,
  );
}

export async function noteHeard(tx: Tx, id: Id, by: string, at: Instant): Promise<void> {
  await rows(tx, sql`update call_recording set heard_by = ${by}, heard_at = ${new Date(at)} where id = ${id}`);
}

export async function removeRecording(tx: Tx, id: Id, at: Instant): Promise<void> {
  await rows(tx, sql`update call_recording set removed_at = ${new Date(at)} where id = ${id}`);
}

/** Deletes what began before this instant, at most `limit`; answers how many. */
export async function removeRecordingsBefore(tx: Tx, before: Instant, at: Instant, limit: number): Promise<number> {
  const found = await rows<{ id: Id }>(
    tx,
    sql`update call_recording
           set removed_at = ${new Date(at)}
         where id in (select id from call_recording
                       where removed_at is null and started_at < ${new Date(before)}
                       order by started_at
                       limit ${limit}
                         for update skip locked)
     returning id`,
  );
  return found.length;
}

/** Deleted recordings whose files may still be there. */
export async function listGoneRecordings(tx: Tx): Promise<readonly string[]> {
  const found = await rows<{ recording: string }>(
    tx,
    sql`select recording from call_recording where removed_at is not null and not is_sound_gone order by id limit 1000`,
  );
  return found.map((one) => one.recording);
}

export async function noteSoundsGone(tx: Tx, recordings: readonly string[]): Promise<void> {
  await rows(tx, sql`update call_recording set is_sound_gone = true where recording = any (${recordings})`);
}
