import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { webhookBinding } from '../../core/base/safe.ts';
import { formatInstant } from '../../core/base/time.ts';
import { webhooksMax } from '../../core/wires/hookEvents.ts';
import { countWebhooks, insertWebhook, nextWebhookId, type WebhookFields } from '../../db/tables/webhooks.ts';
import { action, done, nameOf } from '../action.ts';
import { checkWebhook, newSecret } from './checkWebhook.ts';

/** Makes a webhook. Its secret is told once; the table keeps it sealed. */
export const addWebhook = action<WebhookFields, { readonly id: Id; readonly secret: string }>(
  'webhook.add',
  'webhook.change',
  async (work, input) => {
    if ((await countWebhooks(work.tx)) >= webhooksMax)
      throw new Refusal('invalid_input', { message: `There can be ${webhooksMax} webhooks. Remove one first.` });
    const fields = await checkWebhook(work, input, undefined);
    const [id, secret] = [await nextWebhookId(work.tx), newSecret(work)];
    const secretSealed = work.safe.seal(secret, webhookBinding(id));
    const created = { createdAt: formatInstant(work.now), createdBy: nameOf(work.doer) };
    await insertWebhook(work.tx, id, { ...fields, secretSealed, ...created });
    return done({ id, secret }, { detail: { webhookId: id, ...fields } });
  },
);
