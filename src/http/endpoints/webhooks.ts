import { addWebhook } from '../../actions/webhooks/addWebhook.ts';
import { changeWebhook } from '../../actions/webhooks/changeWebhook.ts';
import { removeWebhook } from '../../actions/webhooks/removeWebhook.ts';
import { replayDelivery } from '../../actions/webhooks/replayDelivery.ts';
import { replayRange } from '../../actions/webhooks/replayRange.ts';
import { rotateSecret } from '../../actions/webhooks/rotateSecret.ts';
import { sendTestEvent } from '../../actions/webhooks/sendTestEvent.ts';
import type { Id } from '../../core/base/id.ts';
import { findDelivery, listAttempts, listDeliveries } from '../../db/reads/listDeliveries.ts';
import { findWebhook, listWebhooks } from '../../db/reads/listWebhooks.ts';
import * as contract from '../contract/webhooks.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { toId, toInstant } from '../wire.ts';

const webhookOf = async (door: Door, id: Id) => found(await door.ask((tx) => findWebhook(tx, id, door.clock())));
const deliveryOf = async (door: Door, id: Id) => found(await door.ask((tx) => findDelivery(tx, id)));

export const webhookHandlers: readonly Handler[] = [
  on(contract.listWebhooks, async (_, door) => ({ items: await door.ask((tx) => listWebhooks(tx, door.clock())) })),
  on(contract.addWebhook, async ({ body, who }, door) => {
    const { id, secret } = await door.act(who, addWebhook, body);
    return { ...(await webhookOf(door, id)), secret };
  }),
  on(contract.getWebhook, ({ params }, door) => webhookOf(door, toId(params.id))),
  on(contract.changeWebhook, async ({ params, body, who }, door) => {
    const webhookId = toId(params.id);
    const { isOn, version, ...fields } = body;
    await door.act(who, changeWebhook, { webhookId, fields, isOn, version });
    return webhookOf(door, webhookId);
  }),
  on(contract.removeWebhook, async ({ params, who }, door) => {
    await door.act(who, removeWebhook, { webhookId: toId(params.id) });
    return {};
  }),
  on(contract.rotateWebhookSecret, async ({ params, body, who }, door) => {
    const webhookId = toId(params.id);
    const { secret } = await door.act(who, rotateSecret, { webhookId, isAtOnce: body.isAtOnce });
    return { ...(await webhookOf(door, webhookId)), secret };
  }),
  on(contract.testWebhook, async ({ params, who }, door) => {
    const { deliveryId } = await door.act(who, sendTestEvent, { webhookId: toId(params.id) });
    return deliveryOf(door, deliveryId);
  }),
  on(contract.listDeliveries, async ({ params, query }, door) => {
    const webhookId = toId(params.id);
    await webhookOf(door, webhookId);
    return door.ask((tx) => listDeliveries(tx, webhookId, query, query));
  }),
  on(contract.getDelivery, async ({ params }, door) => {
    const id = toId(params.id);
    const attempts = await door.ask((tx) => listAttempts(tx, id));
    return { ...(await deliveryOf(door, id)), attempts };
  }),
  on(contract.replayDelivery, async ({ params, who }, door) => {
    const deliveryId = toId(params.id);
    await door.act(who, replayDelivery, { deliveryId });
    return deliveryOf(door, deliveryId);
  }),
  on(contract.replayDeliveries, ({ params, body, who }, door) =>
    door.act(who, replayRange, {
      ...{ webhookId: toId(params.id), which: body.which },
      ...{ from: toInstant(body.from), until: toInstant(body.until) },
    }),
  ),
];
