import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import * as webhooks from '../../db/tables/webhooks.ts';
import { action, done } from '../action.ts';

/** Ends a webhook; what waits for it is given up. */
export const removeWebhook = action<{ readonly webhookId: Id }, null>(
  'webhook.remove',
  'webhook.change',
  async (work, { webhookId }) => {
    const found = await webhooks.lockWebhook(work.tx, webhookId);
    if (!found) throw new Refusal('not_found');
    await webhooks.removeWebhook(work.tx, webhookId, found.name);
    return done(null, { detail: { webhookId, name: found.name } });
  },
);
