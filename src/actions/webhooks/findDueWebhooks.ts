import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { listDueWebhooks } from '../../db/tables/webhooks.ts';
import { action, done } from '../action.ts';

/** The webhooks for which something is due. */
export const findDueWebhooks = action<null, readonly Id[]>('webhook.find_due', 'webhook.change', async (work) =>
  done(await listDueWebhooks(work.tx, formatInstant(work.now)), null),
);
