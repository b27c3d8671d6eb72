import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { type Attempt, nextTryAfter, stopReason } from '../../core/wires/hookRetry.ts';
import { raiseStaffAlert } from '../../db/tables/alerts.ts';
import { queueLetter } from '../../db/tables/letters.ts';
import { findCompanyName } from '../../db/tables/settings.ts';
import { insertAttempt, lockDelivery, saveDelivery } from '../../db/tables/webhookDeliveries.ts';
import { lockWebhook, type StoredWebhook, saveFails, saveWorked, stopWebhook } from '../../db/tables/webhooks.ts';
import { webhookStoppedLetter } from '../../mail/letters/webhookStopped.ts';
import { action, done, type Work } from '../action.ts';

export type NoteAttempt = {
  readonly webhookId: Id;
  readonly deliveryId: Id;
  /** With this one. */
  readonly tries: number;
  readonly attempt: Attempt;
};

/** Writes down how a try went: when to try again, and whether the webhook has to be stopped. */
export const noteAttempt = action<NoteAttempt, null>('webhook.note_attempt', 'webhook.change', async (work, input) => {
  const { webhookId, deliveryId, tries, attempt } = input;
  const webhook = await lockWebhook(work.tx, webhookId);
  const delivery = await lockDelivery(work.tx, deliveryId);
  if (!delivery) return done(null, null);
  const at = formatInstant(work.now);
  await insertAttempt(work.tx, deliveryId, at, attempt);
  if (attempt.problem === '') {
    await saveDelivery(work.tx, deliveryId, { state: 'delivered', at, nextTryAt: null, attempt });
    if (webhook) await saveWorked(work.tx, webhookId, at);
    return done(null, null);
  }
  const next = nextTryAfter(tries, work.now);
  const nextTryAt = next === undefined ? null : formatInstant(next);
  const after = next === undefined ? 'failed' : 'waiting';
  // Removed or stopped while it was under way: there it stays.
  const state = delivery.state === 'waiting' ? after : delivery.state;
  await saveDelivery(work.tx, deliveryId, { state, at, nextTryAt, attempt });
  if (webhook?.state === 'on') await countFailure(work, webhook, attempt);
  return done(null, null);
});

async function countFailure(work: Work, { id, name, alarmEmail }: StoredWebhook, attempt: Attempt): Promise<void> {
  const at = formatInstant(work.now);
  const since = await saveFails(work.tx, id, at);
  const reason = since === undefined ? undefined : stopReason(attempt, since, work.now);
  if (reason === undefined) return;
  await stopWebhook(work.tx, id, reason);
  await raiseStaffAlert(work.tx, `webhook_stopped ${id} ${at}`, { kind: 'webhook_stopped', name, reason });
  if (alarmEmail === '') return;
  const companyName = await findCompanyName(work.tx);
  const letter = webhookStoppedLetter({ companyName, name, reason });
  await queueLetter(work.tx, { key: `webhook_stopped ${id} ${at}`, to: alarmEmail, ...letter });
}
