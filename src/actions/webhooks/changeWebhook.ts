import { fieldChanges } from '../../core/base/fieldChange.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { HookState } from '../../core/wires/hookEvents.ts';
import { lockWebhook, updateWebhook, type WebhookFields } from '../../db/tables/webhooks.ts';
import { action, done } from '../action.ts';
import { checkWebhook } from './checkWebhook.ts';

export type ChangeWebhook = {
  readonly webhookId: Id;
  readonly fields: WebhookFields;
  readonly isOn: boolean;
  readonly version: number;
};

/** Changes a webhook, turns it on or off. What waits goes to the new address. */
export const changeWebhook = action<ChangeWebhook, null>('webhook.change', 'webhook.change', async (work, input) => {
  const found = await lockWebhook(work.tx, input.webhookId);
  if (!found) throw new Refusal('not_found');
  if (found.version !== input.version) throw new Refusal('stale_version');
  const fields = await checkWebhook(work, input.fields, found.id);
  // One that was stopped by us stays so until somebody turns it on.
  const off: HookState = found.state === 'stopped' ? 'stopped' : 'off';
  const state: HookState = input.isOn ? 'on' : off;
  const wished = { ...fields, state };
  await updateWebhook(work.tx, found.id, wished);
  const { name, url, doesAllowHttp, events, alertKinds, alarmEmail } = found;
  const before = { name, url, doesAllowHttp, events, alertKinds, alarmEmail, state: found.state };
  const changes = fieldChanges(before, wished);
  return done(null, { detail: { webhookId: found.id, changes } });
});
