import { type AlertKind, type AlertParams, alertOf, alertText } from '../../core/accounts/alert.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { join, row, rows, type Sql, sql, type Tx } from '../sql.ts';
import { accountNameOf, type NamingRow, namingColumns } from './accountName.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

type AlertRow = {
  id: string;
  kind: AlertKind;
  params: AlertParams;
  accountId: string | null;
  currency: string | null;
  raisedAt: Instant;
  closedAt: Instant | null;
  closedBy: string | null;
} & NamingRow;
export type AlertFilter = {
  readonly state?: 'open' | 'closed' | undefined;
  readonly kind?: AlertKind | undefined;
  readonly accountId?: Id | undefined;
};

/** Alerts, newest first. */
export async function listAlerts(tx: Tx, filter: AlertFilter, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const conditions = [
    sql`true`,
    ...(filter.state === undefined ? [] : [filter.state === 'open' ? sql`l.closed_at is null` : sql`l.closed_at is not null`]),
    ...(filter.kind === undefined ? [] : [sql`l.kind = ${filter.kind}`]),
    ...(filter.accountId === undefined ? [] : [sql`l.account_id = ${filter.accountId}`]),
    ...(after === undefined ? [] : [sql`l.id < ${after}`]),
  ];
  const found = await alertsWhere(tx, join(conditions, ' and '), page.limit + 1);
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.id));
}

export async function findAlert(tx: Tx, id: Id) {
  const found = (await alertsWhere(tx, sql`l.id = ${id}`, 1))[0];
  return found && toItem(found);
}

/** How many are to be looked at; counted no further than `most`. */
export async function countOpenAlerts(tx: Tx, most: number): Promise<number> {
  const found = await row<{ count: number }>(
    tx,
    sql`select count(*)::int as count from (select from alert where closed_at is null limit ${most}) as open`,
  );
  return found?.count ?? 0;
}

function alertsWhere(tx: Tx, condition: Sql, limit: number): Promise<readonly AlertRow[]> {
  return rows<AlertRow>(
    tx,
    sql`select l.id::text as id, l.kind, l.params, l.account_id::text as "accountId", coalesce(a.currency, (select currency from setting)) as currency, l.raised_at as "raisedAt",
               l.closed_at as "closedAt", l.closed_by as "closedBy", ${namingColumns}
          from alert l
          left join account a on a.id = l.account_id
         where ${condition}
         order by l.id desc
         limit ${limit}`,
  );
}

function toItem(found: AlertRow) {
  const { id, kind, params, accountId, currency, raisedAt, closedAt, closedBy } = found;
  return {
    ...{ id, kind, text: alertText(alertOf(kind, params), currency ?? '') },
    ...(accountId !== null && { accountId, accountName: accountNameOf(found) }),
    raisedAt: formatInstant(raisedAt),
    ...(closedAt !== null && { closedAt: formatInstant(closedAt), closedBy: closedBy ?? '' }),
  };
}
