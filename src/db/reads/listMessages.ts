import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { wholeSeconds } from '../../core/rating/wholeSeconds.ts';
import { rows, sql, type Tx } from '../sql.ts';

type MessageRow = {
  id: string;
  networkNumber: string;
  callerNumber: string;
  leftAt: Instant;
  durationMs: bigint;
  heardAt: Instant | null;
};

/** The messages in the voicemail of an account's phones, newest first. */
export async function listMessages(tx: Tx, accountId: Id) {
  const found = await rows<MessageRow>(
    tx,
    sql`select m.id::text as id, n.number as "networkNumber", m.caller_number as "callerNumber", m.left_at as "leftAt",
               m.duration_ms as "durationMs", m.heard_at as "heardAt"
          from voicemail_message m
          join network_number n on n.id = m.network_number_id
         where n.account_id = ${accountId}
           and m.removed_at is null
         order by m.id desc
         limit 500`,
  );
  return found.map(({ durationMs, ...one }) => ({
    ...one,
    leftAt: formatInstant(one.leftAt),
    durationSeconds: wholeSeconds(Number(durationMs)),
    heardAt: one.heardAt === null ? null : formatInstant(one.heardAt),
  }));
}
