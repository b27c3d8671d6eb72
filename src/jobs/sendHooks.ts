import { findDueWebhooks } from '../actions/webhooks/findDueWebhooks.ts';
import { forgetDeliveries } from '../actions/webhooks/forgetDeliveries.ts';
import { noteAttempt } from '../actions/webhooks/noteAttempt.ts';
import { noticeOverdueInvoices } from '../actions/webhooks/noticeOverdueInvoices.ts';
import { type TakenDelivery, takeDeliveries } from '../actions/webhooks/takeDeliveries.ts';
import type { Id } from '../core/base/id.ts';
import type { Office } from './office.ts';

/** What sending events needs of the office. */
export type HookRoom = Pick<Office, 'act' | 'deliver' | 'now'>;

/** So many are taken at once for one webhook, and so many go out side by side. */
const handful = 40;
const lanes = 4;
/** While one webhook is slow the others are looked after this often. Milliseconds. */
const lookAgain = 250;

/** What is being served, beyond the end of a run: one run that fails does not wait for the slow. */
type Serving = { readonly busy: Map<Id, Promise<void>>; readonly failures: unknown[] };
const servings = new WeakMap<HookRoom, Serving>();

function servingOf(room: HookRoom): Serving {
  const known = servings.get(room) ?? { busy: new Map(), failures: [] };
  servings.set(room, known);
  return known;
}

/**
 * Sends every event that is due. Each webhook is served by itself, so that a slow one holds up nobody; what happens to one
 * account goes to it in order, one after the other, as long as nothing has to be tried again. Throws the first failure at
 * once; what is still being served then goes on, and the next run finds it.
 */
export async function sendHooks(room: HookRoom): Promise<void> {
  const { busy, failures } = servingOf(room);
  for (;;) {
    const due = await room.act(findDueWebhooks, null);
    for (const id of due) {
      if (busy.has(id)) continue;
      const served = serve(room, id)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => busy.delete(id));
      busy.set(id, served);
    }
    if (busy.size === 0 && failures.length === 0) return;
    if (failures.length === 0) await Promise.race([...busy.values(), new Promise((resolve) => setTimeout(resolve, lookAgain))]);
    if (failures.length > 0) throw failures.splice(0)[0];
  }
}

async function serve(room: HookRoom, webhookId: Id): Promise<void> {
  for (;;) {
    const taken = await room.act(takeDeliveries, { webhookId, limit: handful });
    if (!taken || taken.count === 0) return;
    const { url, doesAllowHttp, secrets } = taken;
    const send = async ({ id: deliveryId, key, body, tries }: TakenDelivery): Promise<void> => {
      const timestamp = Math.floor(room.now() / 1000);
      const attempt = await room.deliver({ url, doesAllowHttp, key, timestamp, body, secrets });
      await room.act(noteAttempt, { webhookId, deliveryId, tries, attempt });
    };
    await Promise.all(intoLanes(taken.deliveries).map((lane) => inOrder(lane, send)));
  }
}

/** What belongs to one account stays in one lane. */
function intoLanes(deliveries: readonly TakenDelivery[]): readonly (readonly TakenDelivery[])[] {
  const laneOf = ({ accountId, id }: TakenDelivery): number => Number((accountId ?? id) % BigInt(lanes));
  return Array.from({ length: lanes }, (_, lane) => deliveries.filter((one) => laneOf(one) === lane));
}

async function inOrder<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (const one of all) await work(one);
}

const batch = 500;

/** Notices invoices that fell due unpaid, for those who want to be told. */
export async function noticeOverdue(room: Pick<Office, 'act'>): Promise<void> {
  while ((await room.act(noticeOverdueInvoices, { limit: batch })) === batch);
}

/** Forgets deliveries that are done with for long. */
export async function forgetHooks(room: Pick<Office, 'act'>): Promise<void> {
  while ((await room.act(forgetDeliveries, { limit: batch })) === batch);
}
