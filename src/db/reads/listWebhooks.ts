import type { AlertKind } from '../../core/accounts/alert.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { HookEvent, HookState } from '../../core/wires/hookEvents.ts';
import { rows, type Sql, sql, type Tx } from '../sql.ts';

type WebhookRow = {
  id: string;
  name: string;
  url: string;
  doesAllowHttp: boolean;
  events: HookEvent[];
  alertKinds: AlertKind[];
  alarmEmail: string;
  state: HookState;
  stoppedReason: string;
  failingSince: Instant | null;
  lastOkAt: Instant | null;
  oldSecretUntil: Instant | null;
  waiting: number;
  createdAt: Instant;
  createdBy: string;
  version: number;
};

/** Counted no further than this. */
const waitingMax = 1000;

/** All webhooks, by name. */
export async function listWebhooks(tx: Tx, now: Instant) {
  return (await webhooksWhere(tx, sql`true`)).map((found) => toItem(found, now));
}

export async function findWebhook(tx: Tx, id: Id, now: Instant) {
  const [found] = await webhooksWhere(tx, sql`w.id = ${id}`);
  return found && toItem(found, now);
}

function webhooksWhere(tx: Tx, condition: Sql): Promise<readonly WebhookRow[]> {
  return rows<WebhookRow>(
    tx,
    sql`select w.id::text as id, w.name, w.url, w.does_allow_http as "doesAllowHttp", w.events, w.alert_kinds as "alertKinds",
               w.alarm_email as "alarmEmail", w.state, w.stopped_reason as "stoppedReason", w.failing_since as "failingSince",
               w.last_ok_at as "lastOkAt", w.old_secret_until as "oldSecretUntil", w.created_at as "createdAt", w.created_by as "createdBy",
               w.version,
               (select count(*)::int
                  from (select from webhook_delivery d where d.webhook_id = w.id and d.state = 'waiting' limit ${waitingMax}) as few) as waiting
          from webhook w
         where w.state <> 'removed'
           and ${condition}
         order by lower(w.name), w.id`,
  );
}

function toItem({ failingSince, lastOkAt, oldSecretUntil, createdAt, ...rest }: WebhookRow, now: Instant) {
  return {
    ...rest,
    createdAt: formatInstant(createdAt),
    ...(failingSince !== null && { failingSince: formatInstant(failingSince) }),
    ...(lastOkAt !== null && { lastOkAt: formatInstant(lastOkAt) }),
    ...(oldSecretUntil !== null && oldSecretUntil > now && { oldSecretUntil: formatInstant(oldSecretUntil) }),
  };
}
