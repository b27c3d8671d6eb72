import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { wholeSeconds } from '../../core/rating/wholeSeconds.ts';
import type { RecordingAnnouncement, RecordingOwner } from '../../core/routing/recordingWish.ts';
import { join, row, rows, sql, type Tx } from '../sql.ts';
import { accountNameOf, type NamingRow, namingColumns } from './accountName.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

type RecordingRow = {
  id: string;
  accountId: string;
  callId: string;
  kind: RecordingOwner['kind'];
  ownNumber: string;
  otherNumber: string;
  startedAt: Instant;
  durationMs: bigint;
  sizeBytes: bigint;
} & NamingRow;
export type RecordingFilter = {
  readonly accountId?: Id | undefined;
  readonly callId?: string | undefined;
  /** Digits of either side, from their beginning. */
  readonly number?: string | undefined;
};

/** Recordings that are kept, newest first. */
export async function listRecordings(tx: Tx, filter: RecordingFilter, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const { accountId, callId, number } = filter;
  const conditions = [
    sql`r.removed_at is null`,
    ...(accountId === undefined ? [] : [sql`r.account_id = ${accountId}`]),
    ...(callId === undefined ? [] : [sql`r.call_id = ${callId}`]),
    ...(number === undefined ? [] : [sql`(starts_with(r.own_number, ${number}) or starts_with(r.other_number, ${number}))`]),
    ...(after === undefined ? [] : [sql`r.id < ${after}`]),
  ];
  const found = await rows<RecordingRow>(
    tx,
    sql`select r.id::text as id, r.account_id::text as "accountId", r.call_id as "callId", r.kind, r.own_number as "ownNumber",
               r.other_number as "otherNumber", r.started_at as "startedAt", r.duration_ms as "durationMs", r.size_bytes as "sizeBytes",
               ${namingColumns}
          from call_recording r
          join account a on a.id = r.account_id
         where ${join(conditions, ' and ')}
         order by r.id desc
         limit ${page.limit + 1}`,
  );
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.id));
}

function toItem(found: RecordingRow) {
  const { id, accountId, callId, kind, ownNumber, otherNumber, startedAt, durationMs, sizeBytes } = found;
  return {
    ...{ id, accountId, accountName: accountNameOf(found), callId, kind, ownNumber, otherNumber },
    startedAt: formatInstant(startedAt),
    durationSeconds: wholeSeconds(Number(durationMs)),
    sizeBytes: Number(sizeBytes),
  };
}

/** How calls are recorded where a number does not say, and what that comes to. */
export async function getRecordingSettings(tx: Tx) {
  const found = await row<{
    announcement: RecordingAnnouncement;
    keepDays: number | null;
    isInPortal: boolean;
    version: number;
    count: number;
    bytes: bigint;
  }>(
    tx,
    sql`select s.announcement, s.keep_days as "keepDays", s.is_in_portal as "isInPortal", s.version, k.count, k.bytes
          from recording_setting s
         cross join (select count(*)::int as count, coalesce(sum(size_bytes), 0)::bigint as bytes
                       from call_recording
                      where removed_at is null) k`,
  );
  if (!found) throw new Error('the row of recording_setting is missing');
  return { ...found, bytes: Number(found.bytes) };
}
