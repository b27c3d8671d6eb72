import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { insertOwnEvent } from '../../db/tables/webhookDeliveries.ts';
import { lockWebhook } from '../../db/tables/webhooks.ts';
import { action, done, nameOf } from '../action.ts';

/** Puts a test on its way; the back office sends it like everything else. Answers the delivery. */
export const sendTestEvent = action<{ readonly webhookId: Id }, { readonly deliveryId: Id }>(
  'webhook.test',
  'webhook.change',
  async (work, { webhookId }) => {
    const found = await lockWebhook(work.tx, webhookId);
    if (!found) throw new Refusal('not_found');
    if (found.state !== 'on') throw new Refusal('invalid_input', { message: 'This webhook is off. Turn it on first.' });
    const facts = { message: 'This is a test.', sentBy: nameOf(work.doer) };
    const deliveryId = await insertOwnEvent(work.tx, webhookId, { kind: 'webhook.test', facts, at: formatInstant(work.now) });
    return done({ deliveryId }, { detail: { webhookId } });
  },
);
