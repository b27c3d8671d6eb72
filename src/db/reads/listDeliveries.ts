import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { DeliveryState, SentEvent } from '../../core/wires/hookEvents.ts';
import { join, rows, type Sql, sql, type Tx } from '../sql.ts';
import { accountNameOf, type NamingRow, namingColumns } from './accountName.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

type DeliveryRow = {
  id: string;
  eventId: string;
  event: SentEvent;
  accountId: string | null;
  at: Instant;
  state: DeliveryState;
  tries: number;
  nextTryAt: Instant;
  deliveredAt: Instant | null;
  lastStatus: number | null;
  lastMilliseconds: number | null;
  lastProblem: string;
} & NamingRow;
export type DeliveryFilter = { readonly state?: DeliveryState | undefined; readonly event?: SentEvent | undefined };

/** What a webhook was told, newest first. */
export async function listDeliveries(tx: Tx, webhookId: Id, filter: DeliveryFilter, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const conditions = [
    sql`d.webhook_id = ${webhookId}`,
    ...(filter.state === undefined ? [] : [sql`d.state = ${filter.state}`]),
    ...(filter.event === undefined ? [] : [sql`e.kind = ${filter.event}`]),
    ...(after === undefined ? [] : [sql`d.id < ${after}`]),
  ];
  const found = await deliveriesWhere(tx, join(conditions, ' and '), page.limit + 1);
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.id));
}

export async function findDelivery(tx: Tx, id: Id) {
  const [found] = await deliveriesWhere(tx, sql`d.id = ${id}`, 1);
  return found && toItem(found);
}

type AttemptRow = { at: Instant; status: number | null; milliseconds: number; problem: string; answer: string };

/** Every try of a delivery, newest first. */
export async function listAttempts(tx: Tx, deliveryId: Id) {
  const found = await rows<AttemptRow>(
    tx,
    sql`select at, status, milliseconds, problem, answer from webhook_attempt where delivery_id = ${deliveryId} order by id desc limit 200`,
  );
  return found.map(({ at, status, ...rest }) => ({ ...rest, at: formatInstant(at), ...(status !== null && { status }) }));
}

function deliveriesWhere(tx: Tx, condition: Sql, limit: number): Promise<readonly DeliveryRow[]> {
  return rows<DeliveryRow>(
    tx,
    sql`select d.id::text as id, e.key as "eventId", e.kind as event, e.account_id::text as "accountId", e.at, d.state, d.tries,
               d.next_try_at as "nextTryAt", d.delivered_at as "deliveredAt", d.last_status as "lastStatus",
               d.last_milliseconds as "lastMilliseconds", d.last_problem as "lastProblem", ${namingColumns}
          from webhook_delivery d
          join webhook_event e on e.id = d.event_id
          left join account a on a.id = e.account_id
         where ${condition}
         order by d.id desc
         limit ${limit}`,
  );
}

function toItem(found: DeliveryRow) {
  const { id, eventId, event, accountId, at, state, tries, nextTryAt, deliveredAt, lastStatus, lastMilliseconds, lastProblem } =
    found;
  return {
    ...{ id, eventId, event, at: formatInstant(at), state, tries, lastProblem },
    ...(accountId !== null && { accountId, accountName: accountNameOf(found) }),
    ...(state === 'waiting' && { nextTryAt: formatInstant(nextTryAt) }),
    ...(deliveredAt !== null && { deliveredAt: formatInstant(deliveredAt) }),
    ...(lastStatus !== null && { lastStatus }),
    ...(lastMilliseconds !== null && { lastMilliseconds }),
  };
}
