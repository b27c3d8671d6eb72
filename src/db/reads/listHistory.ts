import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { rows, sql, type Tx } from '../sql.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

type AuditRow = { id: string; at: Instant; actorName: string; action: string; detail: Record<string, unknown> };

/** Who did what on this account, newest first. */
export async function listHistory(tx: Tx, accountId: Id, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const found = await rows<AuditRow>(
    tx,
    sql`select a.id::text as id, at, actor_name as "actorName", action, detail
          from audit a
         where account_id = ${accountId}
           and a.id < ${after ?? '9223372036854775807'}
         order by a.id desc
         limit ${page.limit + 1}`,
  );
  const toItem = (one: AuditRow) => ({ ...one, at: formatInstant(one.at) });
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.id));
}
