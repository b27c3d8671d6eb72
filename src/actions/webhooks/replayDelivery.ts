import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { findWebhookOfDelivery, lockDelivery, reviveDelivery } from '../../db/tables/webhookDeliveries.ts';
import { lockWebhook } from '../../db/tables/webhooks.ts';
import { action, done } from '../action.ts';

/** Sends an event once more, under the id that it had: a receiver that took it knows it again. */
export const replayDelivery = action<{ readonly deliveryId: Id }, null>(
  'webhook.replay',
  'webhook.change',
  async (work, { deliveryId }) => {
    const webhookId = await findWebhookOfDelivery(work.tx, deliveryId);
    const webhook = webhookId === undefined ? undefined : await lockWebhook(work.tx, webhookId);
    const delivery = webhook && (await lockDelivery(work.tx, deliveryId));
    if (!webhook || !delivery) throw new Refusal('not_found');
    if (webhook.state !== 'on') throw new Refusal('invalid_input', { message: 'This webhook is off. Turn it on first.' });
    await reviveDelivery(work.tx, deliveryId, formatInstant(work.now));
    return done(null, { detail: { webhookId: webhook.id, deliveryId, event: delivery.kind } });
  },
);
