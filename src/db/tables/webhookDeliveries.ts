import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import type { DeliveryState } from '../../core/wires/hookEvents.ts';
import type { Attempt } from '../../core/wires/hookRetry.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type ClaimedDelivery = {
  readonly id: Id;
  readonly accountId: Id | null;
  readonly key: string;
  readonly kind: string;
  readonly at: Instant;
  readonly facts: Readonly<Record<string, unknown>>;
  /** With this one. */
  readonly tries: number;
  readonly accountNumber: string | null;
  readonly customerNumber: string | null;
  readonly reference: string | null;
  readonly currency: string;
};

/**
 * Takes what is due for a webhook, the oldest first, counts the try and puts it off until `leaseUntil`: whoever dies while
 * sending leaves it to be taken again then. Another sender passes over what is being taken.
 */
export async function claimDeliveries(
  tx: Tx,
  webhookId: Id,
  one: { readonly now: string; readonly leaseUntil: string; readonly limit: number },
): Promise<readonly ClaimedDelivery[]> {
  return rows<ClaimedDelivery>(
    tx,
    sql`with taken as (
          update webhook_delivery
             set tries = tries + 1, first_try_at = coalesce(first_try_at, ${one.now}), next_try_at = ${one.leaseUntil}
           where id in (select id
                          from webhook_delivery
                         where webhook_id = ${webhookId}
                           and state = 'waiting'
                           and next_try_at <= ${one.now}
                         order by next_try_at, id
                         limit ${one.limit}
                           for update skip locked)
       returning id, event_id, tries)
        select t.id, t.tries, e.account_id as "accountId", e.key, e.kind, e.at, e.facts, a.account_number as "accountNumber",
               a.customer_number as "customerNumber", a.reference, coalesce(a.currency, (select currency from setting)) as currency
          from taken t
          join webhook_event e on e.id = t.event_id
          left join account a on a.id = e.account_id
         order by t.id`,
  );
}

export async function lockDelivery(
  tx: Tx,
  id: Id,
): Promise<{ readonly id: Id; readonly webhookId: Id; readonly state: DeliveryState; readonly kind: string } | undefined> {
  return row(
    tx,
    sql`select d.id, d.webhook_id as "webhookId", d.state, e.kind
          from webhook_delivery d
          join webhook_event e on e.id = d.event_id
         where d.id = ${id}
           for update of d`,
  );
}

/** Which webhook a delivery goes to: locked before the delivery, everywhere. */
export async function findWebhookOfDelivery(tx: Tx, id: Id): Promise<Id | undefined> {
  return (await row<{ id: Id }>(tx, sql`select webhook_id as id from webhook_delivery where id = ${id}`))?.id;
}

export async function insertAttempt(tx: Tx, deliveryId: Id, at: string, one: Attempt): Promise<void> {
  await rows(
    tx,
    sql`insert into webhook_attempt (delivery_id, at, status, milliseconds, problem, answer)
        values (${deliveryId}, ${at}, ${one.status ?? null}, ${one.milliseconds}, ${one.problem}, ${one.answer})`,
  );
}

/** How the newest try went. Without a next try the delivery is over. */
export async function saveDelivery(
  tx: Tx,
  id: Id,
  one: { readonly state: DeliveryState; readonly at: string; readonly nextTryAt: string | null; readonly attempt: Attempt },
): Promise<void> {
  await rows(
    tx,
    sql`update webhook_delivery
           set state = ${one.state}, next_try_at = coalesce(${one.nextTryAt}::timestamptz, next_try_at),
               delivered_at = case when ${one.state} = 'delivered' then ${one.at}::timestamptz else delivered_at end,
               last_status = ${one.attempt.status ?? null}, last_milliseconds = ${one.attempt.milliseconds}, last_problem = ${one.attempt.problem}
         where id = ${id}`,
  );
}

/** Sends it once more, with all its tries. */
export async function reviveDelivery(tx: Tx, id: Id, at: string): Promise<void> {
  await rows(
    tx,
    sql`update webhook_delivery set state = 'waiting', tries = 0, first_try_at = null, next_try_at = ${at} where id = ${id}`,
  );
}

/** The same for all of a range of events, those that were sent longest ago first, so that asking again goes on; answers how many. */
export async function reviveRange(
  tx: Tx,
  webhookId: Id,
  one: {
    readonly from: string;
    readonly until: string;
    readonly states: readonly DeliveryState[];
    readonly at: string;
    readonly limit: number;
  },
): Promise<number> {
  const found = await rows(
    tx,
    sql`update webhook_delivery
           set state = 'waiting', tries = 0, first_try_at = null, next_try_at = ${one.at}
         where id in (select d.id
                        from webhook_delivery d
                        join webhook_event e on e.id = d.event_id
                       where d.webhook_id = ${webhookId}
                         and d.state = any(${one.states})
                         and e.at >= ${one.from}
                         and e.at < ${one.until}
                       order by d.next_try_at, d.id
                       limit ${one.limit}
                         for update of d)
     returning id`,
  );
  return found.length;
}

/** An event for one webhook alone, whatever it listens to. Answers the delivery. */
export async function insertOwnEvent(
  tx: Tx,
  webhookId: Id,
  one: { readonly kind: string; readonly facts: Readonly<Record<string, unknown>>; readonly at: string },
): Promise<Id> {
  const found = await row<{ id: Id }>(
    tx,
    sql`with told as (insert into webhook_event (kind, facts, at) values (${one.kind}, ${JSON.stringify(one.facts)}, ${one.at}) returning id)
        insert into webhook_delivery (webhook_id, event_id, state, next_try_at)
        select w.id, told.id, case when w.state = 'stopped' then 'missed' else 'waiting' end, ${one.at}
          from told, webhook w
         where w.id = ${webhookId}
     returning id`,
  );
  if (!found) throw new Error('the event was not stored');
  return found.id;
}

/** Forgets what is done with, at most `limit` deliveries and the events that nobody waits for; answers how many deliveries. */
export async function deleteOldDeliveries(tx: Tx, before: string, limit: number): Promise<number> {
  const gone = await rows<{ eventId: Id }>(
    tx,
    sql`delete from webhook_delivery
         where id in (select d.id
                        from webhook_delivery d
                        join webhook_event e on e.id = d.event_id
                       where e.at < ${before}
                         and (d.state <> 'waiting' or exists (select from webhook w where w.id = d.webhook_id and w.state <> 'on'))
                       order by d.id
                       limit ${limit}
                         for update of d skip locked)
     returning event_id as "eventId"`,
  );
  await rows(
    tx,
    sql`delete from webhook_event e
         where e.id = any(${gone.map(({ eventId }) => eventId)})
           and not exists (select from webhook_delivery d where d.event_id = e.id)`,
  );
  return gone.length;
}

/** Invoices that fell due before `today` and are not paid, noticed now, at most `limit`; answers how many. The trigger tells of each. */
export async function noticeOverdue(tx: Tx, today: string, limit: number): Promise<number> {
  const found = await rows(
    tx,
    sql`insert into overdue_invoice (invoice_id, noticed_on)
        select d.invoice_id, ${today}::date
          from invoice_debt d
         where d.open > 0
           and d.side = 'owed'
           and d.due_on < ${today}::date
           and not exists (select from overdue_invoice o where o.invoice_id = d.invoice_id)
         order by d.due_on, d.invoice_id
         limit ${limit}
            on conflict (invoice_id) do nothing
     returning invoice_id`,
  );
  return found.length;
}
