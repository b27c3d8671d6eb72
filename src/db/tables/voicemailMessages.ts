import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import type { LeftMessage } from '../../core/calls/message.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** Whose voicemail a number is: what keeping a message and opening the mailbox need. */
export type Mailbox = {
  readonly networkNumberId: Id;
  readonly accountId: Id;
  readonly hasVoicemail: boolean;
  readonly pinHash: string | null;
  readonly email: string;
};

export async function findMailbox(tx: Tx, networkNumber: string): Promise<Mailbox | undefined> {
  return row<Mailbox>(
    tx,
    sql`select id as "networkNumberId", account_id as "accountId", has_voicemail as "hasVoicemail", voicemail_pin_hash as "pinHash",
               voicemail_email as email
          from network_number
         where number = ${networkNumber}`,
  );
}

/** Keeps a message; undefined when it was kept before. */
export async function insertMessage(tx: Tx, { networkNumberId, accountId }: Mailbox, left: LeftMessage): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into voicemail_message (account_id, network_number_id, recording, caller_number, left_at, duration_ms)
        values (${accountId}, ${networkNumberId}, ${left.recording}, ${left.callerNumber}, ${new Date(left.leftAt)}, ${left.durationMilliseconds})
        on conflict (recording) do nothing
     returning id`,
  );
  return found?.id;
}

/** True unless this recording was kept before and removed since. */
export async function isRecordingWanted(tx: Tx, recording: string): Promise<boolean> {
  const found = await row<{ removed: boolean }>(
    tx,
    sql`select removed_at is not null as removed from voicemail_message where recording = ${recording}`,
  );
  return found?.removed === false;
}

/** The recordings of a mailbox, oldest first. */
export async function listRecordings(tx: Tx, networkNumberId: Id): Promise<readonly string[]> {
  const found = await rows<{ recording: string }>(
    tx,
    sql`select recording from voicemail_message m where network_number_id = ${networkNumberId} and removed_at is null order by m.id`,
  );
  return found.map((one) => one.recording);
}

export type KeptMessage = {
  readonly id: Id;
  readonly accountId: Id;
  readonly recording: string;
  readonly callerNumber: string;
  readonly leftAt: Instant;
};

/** A message that is not removed, locked. */
export async function lockMessage(tx: Tx, id: Id): Promise<KeptMessage | undefined> {
  return row<KeptMessage>(
    tx,
    sql`select id, account_id as "accountId", recording, caller_number as "callerNumber", left_at as "leftAt"
          from voicemail_message
         where id = ${id}
           and removed_at is null
           for no key update`,
  );
}

export async function removeMessage(tx: Tx, id: Id, at: Instant): Promise<void> {
  await rows(tx, sql`update voicemail_message set removed_at = ${new Date(at)} where id = ${id}`);
}

/** The messages of a number that goes: nobody who gets it later may hear them. */
export async function removeMessagesOf(tx: Tx, networkNumberId: Id, at: Instant): Promise<void> {
  await rows(
    tx,
    sql`update voicemail_message set removed_at = ${new Date(at)} where network_number_id = ${networkNumberId} and removed_at is null`,
  );
}

/** Marks a message of this number from its own phone; nothing happens to another's. */
export async function markOwnMessage(
  tx: Tx,
  networkNumber: string,
  recording: string,
  at: { readonly heardAt: Instant; readonly removedAt: Instant | null },
): Promise<void> {
  await rows(
    tx,
    sql`update voicemail_message m
           set heard_at = coalesce(heard_at, ${new Date(at.heardAt)}),
               removed_at = coalesce(removed_at, ${at.removedAt === null ? null : new Date(at.removedAt)})
          from network_number n
         where n.id = m.network_number_id
           and n.number = ${networkNumber}
           and m.recording = ${recording}`,
  );
}

/** Its owner heard it in the portal. */
export async function noteHeardByOwner(tx: Tx, id: Id, at: Instant): Promise<void> {
  await rows(tx, sql`update voicemail_message set heard_at = ${new Date(at)} where id = ${id} and heard_at is null`);
}

/** Recordings whose messages are removed and whose files may still be there. */
export async function listRemovedRecordings(tx: Tx): Promise<readonly string[]> {
  const found = await rows<{ recording: string }>(
    tx,
    sql`select recording from voicemail_message m where removed_at is not null and not is_recording_gone order by m.id limit 1000`,
  );
  return found.map((one) => one.recording);
}

export async function noteRecordingsGone(tx: Tx, recordings: readonly string[]): Promise<void> {
  await rows(tx, sql`update voicemail_message set is_recording_gone = true where recording = any (${recordings})`);
}

/** Who writes the letters, and in which time. */
export async function findCompany(tx: Tx): Promise<{ readonly name: string; readonly timeZone: string }> {
  const found = await row<{ name: string; timeZone: string }>(
    tx,
    sql`select company_name as name, time_zone as "timeZone" from setting`,
  );
  if (!found) throw new Error('the setting row is missing');
  return found;
}
