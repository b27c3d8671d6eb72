import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import type { HookState } from '../../core/wires/hookEvents.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** What staff decide of a webhook. */
export type WebhookFields = {
  readonly name: string;
  readonly url: string;
  readonly doesAllowHttp: boolean;
  readonly events: readonly string[];
  /** Which alerts `alert.raised` tells of; empty = all. */
  readonly alertKinds: readonly string[];
  /** Who is written to when it fails for days; empty = nobody. */
  readonly alarmEmail: string;
};
export type StoredWebhook = WebhookFields & {
  readonly id: Id;
  readonly state: HookState;
  readonly secretSealed: Uint8Array;
  readonly oldSecretSealed: Uint8Array | null;
  readonly oldSecretUntil: Instant | null;
  readonly failingSince: Instant | null;
  readonly version: number;
};

const columns = sql`id, name, url, does_allow_http as "doesAllowHttp", events, alert_kinds as "alertKinds", alarm_email as "alarmEmail", state,
  secret_sealed as "secretSealed", old_secret_sealed as "oldSecretSealed", old_secret_until as "oldSecretUntil",
  failing_since as "failingSince", version`;

/** Not `for update`: a call that ends while we hold the row refers to it. */
export async function lockWebhook(tx: Tx, id: Id): Promise<StoredWebhook | undefined> {
  return row<StoredWebhook>(tx, sql`select ${columns} from webhook where id = ${id} and state <> 'removed' for no key update`);
}

export async function findWebhookByName(tx: Tx, name: string): Promise<Id | undefined> {
  return (await row<{ id: Id }>(tx, sql`select id from webhook where lower(name) = lower(${name}) and state <> 'removed'`))?.id;
}

export async function countWebhooks(tx: Tx): Promise<number> {
  return (await row<{ count: number }>(tx, sql`select count(*)::int as count from webhook where state <> 'removed'`))?.count ?? 0;
}

/** The secret is bound to the row, so the id comes first. */
export async function nextWebhookId(tx: Tx): Promise<Id> {
  const found = await row<{ id: Id }>(tx, sql`select nextval(pg_get_serial_sequence('webhook', 'id')) as id`);
  if (!found) throw new Error('no id for a webhook');
  return found.id;
}

export async function insertWebhook(
  tx: Tx,
  id: Id,
  one: WebhookFields & { readonly secretSealed: Uint8Array; readonly createdAt: string; readonly createdBy: string },
): Promise<void> {
  await rows(
    tx,
    sql`insert into webhook (id, name, url, does_allow_http, events, alert_kinds, alarm_email, secret_sealed, created_at, created_by)
        overriding system value
        values (${id}, ${one.name}, ${one.url}, ${one.doesAllowHttp}, ${one.events}, ${one.alertKinds}, ${one.alarmEmail},
                ${one.secretSealed}, ${one.createdAt}, ${one.createdBy})`,
  );
}

/** Turned on again it starts with a clean sheet. */
export async function updateWebhook(tx: Tx, id: Id, one: WebhookFields & { readonly state: HookState }): Promise<void> {
  await rows(
    tx,
    sql`update webhook
           set name = ${one.name}, url = ${one.url}, does_allow_http = ${one.doesAllowHttp}, events = ${one.events},
               alert_kinds = ${one.alertKinds}, alarm_email = ${one.alarmEmail},
               failing_since = case when state <> ${one.state} then null else failing_since end,
               stopped_reason = case when ${one.state} = 'stopped' then stopped_reason else '' end, state = ${one.state}
         where id = ${id}`,
  );
}

/** Ends a webhook: its secrets are forgotten, its name is free again. What waits is given up. */
export async function removeWebhook(tx: Tx, id: Id, name: string): Promise<void> {
  await rows(
    tx,
    sql`update webhook
           set state = 'removed', name = ${`${name} (removed ${id})`}, secret_sealed = null, old_secret_sealed = null,
               old_secret_until = null, stopped_reason = '', alarm_email = ''
         where id = ${id}`,
  );
  await rows(
    tx,
    sql`update webhook_delivery
           set state = 'failed', last_problem = 'The webhook was removed.'
         where webhook_id = ${id}
           and state = 'waiting'`,
  );
  await rows(tx, sql`update cdr_export_setting set webhook_id = null where webhook_id = ${id}`);
}

export async function saveSecrets(
  tx: Tx,
  id: Id,
  one: { readonly secretSealed: Uint8Array; readonly oldSecretSealed: Uint8Array | null; readonly oldSecretUntil: string | null },
): Promise<void> {
  await rows(
    tx,
    sql`update webhook
           set secret_sealed = ${one.secretSealed}, old_secret_sealed = ${one.oldSecretSealed}, old_secret_until = ${one.oldSecretUntil}
         where id = ${id}`,
  );
}

export async function saveWorked(tx: Tx, id: Id, at: string): Promise<void> {
  await rows(tx, sql`update webhook set failing_since = null, last_ok_at = ${at} where id = ${id}`);
}

/** Since when it fails; answers that instant. */
export async function saveFails(tx: Tx, id: Id, at: string): Promise<Instant | undefined> {
  const found = await row<{ since: Instant }>(
    tx,
    sql`update webhook set failing_since = coalesce(failing_since, ${at}) where id = ${id} returning failing_since as since`,
  );
  return found?.since;
}

/** Stops a webhook that is on; what waits for it is missed. */
export async function stopWebhook(tx: Tx, id: Id, reason: string): Promise<void> {
  await rows(tx, sql`update webhook set state = 'stopped', stopped_reason = ${reason} where id = ${id} and state = 'on'`);
  await rows(tx, sql`update webhook_delivery set state = 'missed' where webhook_id = ${id} and state = 'waiting'`);
}

/** Webhooks for which something is due. */
export async function listDueWebhooks(tx: Tx, now: string): Promise<readonly Id[]> {
  const found = await rows<{ id: Id }>(
    tx,
    sql`select w.id
          from webhook w
         where w.state = 'on'
           and exists (select from webhook_delivery d
                        where d.webhook_id = w.id
                          and d.state = 'waiting'
                          and d.next_try_at <= ${now})
         order by w.id`,
  );
  return found.map(({ id }) => id);
}
