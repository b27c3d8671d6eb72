import { type AlertKind, type AlertParams, alertOf, alertText, costAlertKinds } from '../../core/accounts/alert.ts';
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

/** `mayCost` here and below: for somebody who may see providers and what they cost; others are not told of alerts about that. */
const seenBy = (mayCost: boolean): Sql => (mayCost ? sql`true` : sql`l.kind <> all(${costAlertKinds})`);

/** Alerts, newest first. */
export async function listAlerts(tx: Tx, filter: AlertFilter, page: PageRequest, mayCost: boolean) {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const conditions = [
    seenBy(mayCost),
    ...(filter.state === undefined ? [] : [filter.state === 'open' ? sql`l.closed_at is null` : sql`l.closed_at is not null`]),
    ...(filter.kind === undefined ? [] : [sql`l.kind = ${filter.kind}`]),
    ...(filter.accountId === undefined ? [] : [sql`l.account_id = ${filter.accountId}`]),
    ...(after === undefined ? [] : [sql`l.id < ${after}`]),
  ];
  const found = await alertsWhere(tx, join(conditions, ' and '), page.limit + 1);
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.id));
}

export async function findAlert(tx: Tx, id: Id, mayCost: boolean) {
  const found = (await alertsWhere(tx, sql`l.id = ${id} and ${seenBy(mayCost)}`, 1))[0];
  return found && toItem(found);
}

/** How many are to be looked at; counted no further than `most`. */
export async function countOpenAlerts(tx: Tx, most: number, mayCost: boolean): Promise<number> {
  const found = await row<{ count: number }>(
    tx,
    sql`select count(*)::int as count from (select from alert l where l.closed_at is null and ${seenBy(mayCost)} limit ${most}) as open`,
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
