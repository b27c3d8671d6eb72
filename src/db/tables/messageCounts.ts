import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import type { MessageCount } from '../../core/calls/message.ts';
import { rows, type Sql, sql, type Tx } from '../sql.ts';

/** The messages of each phone of an account that has voicemail. */
export async function countMessagesOf(tx: Tx, accountId: Id): Promise<readonly MessageCount[]> {
  return countWhere(tx, sql`n.account_id = ${accountId} and n.has_voicemail`);
}

/** Of every phone that has messages, or lost one since: what a call engine must be told that heard nothing for a while. */
export async function countAllMessages(tx: Tx, removedSince: Instant): Promise<readonly MessageCount[]> {
  return countWhere(
    tx,
    sql`n.has_voicemail and exists (select from voicemail_message o
                                     where o.network_number_id = n.id
                                       and (o.removed_at is null or o.removed_at >= ${new Date(removedSince)}))`,
  );
}

function countWhere(tx: Tx, condition: Sql): Promise<readonly MessageCount[]> {
  return rows<MessageCount>(
    tx,
    sql`select n.number as "networkNumber", count(m.id) filter (where m.heard_at is null)::int as unheard,
               count(m.id) filter (where m.heard_at is not null)::int as heard
          from network_number n
          left join voicemail_message m on m.network_number_id = n.id and m.removed_at is null
         where ${condition}
         group by n.id`,
  );
}
