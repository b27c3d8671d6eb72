import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { join, rows, sql, type Tx } from '../sql.ts';
import { cursorOf, idPattern, keysOf, likeText, type PageRequest, pageOf } from './page.ts';

type AuditRow = { id: string; at: Instant; actorName: string; action: string; detail: Record<string, unknown> };

export type HistoryFilter = {
  /** Beginnings of action names, such as `network_number.`; none = all. */
  readonly actions?: readonly string[];
  /** Part of a name. */
  readonly actor?: string | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  /** Only changes of details and settings that started from this version or a later one. */
  readonly sinceVersion?: number | undefined;
};

/** Who did what on this account, newest first. */
export async function listHistory(tx: Tx, accountId: Id, filter: HistoryFilter, page: PageRequest) {
  const found = await rows<AuditRow>(
    tx,
    sql`select a.id::text as id, at, actor_name as "actorName", action, detail
          from audit a
         where ${join(conditions(accountId, filter, page), ' and ')}
         order by a.id desc
         limit ${page.limit + 1}`,
  );
  const toItem = (one: AuditRow) => ({ ...one, at: formatInstant(one.at) });
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.id));
}

function conditions(accountId: Id, { actions, actor, from, to, sinceVersion }: HistoryFilter, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const beginnings = actions?.map((one) => `${likeText(one)}%`);
  return [
    sql`account_id = ${accountId}`,
    ...(after === undefined ? [] : [sql`a.id < ${after}`]),
    ...(beginnings === undefined ? [] : [sql`action like any (${beginnings}::text[])`]),
    ...(actor === undefined ? [] : [sql`actor_name ilike ${`%${likeText(actor)}%`}`]),
    ...(from === undefined ? [] : [sql`at >= ${formatInstant(from)}`]),
    ...(to === undefined ? [] : [sql`at < ${formatInstant(to)}`]),
    ...(sinceVersion === undefined
      ? []
      : [sql`action = 'account.change' and (detail ->> 'fromVersion')::int >= ${sinceVersion}`]),
  ];
}
