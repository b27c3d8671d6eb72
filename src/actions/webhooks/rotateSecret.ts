import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { webhookBinding } from '../../core/base/safe.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { secretOverlapSeconds } from '../../core/wires/hookRetry.ts';
import { lockWebhook, saveSecrets } from '../../db/tables/webhooks.ts';
import { action, done } from '../action.ts';
import { newSecret } from './checkWebhook.ts';

export type RotateSecret = {
  readonly webhookId: Id;
  /** For a secret that somebody else may know: the old one signs nothing any more. */
  readonly isAtOnce: boolean;
};

/** Makes a new secret, told once. Unless it must be at once, the old one signs along for a day, so that receivers can change over. */
export const rotateSecret = action<RotateSecret, { readonly secret: string }>(
  'webhook.rotate_secret',
  'webhook.change',
  async (work, { webhookId, isAtOnce }) => {
    const found = await lockWebhook(work.tx, webhookId);
    if (!found) throw new Refusal('not_found');
    const secret = newSecret(work);
    await saveSecrets(work.tx, webhookId, {
      secretSealed: work.safe.seal(secret, webhookBinding(webhookId)),
      oldSecretSealed: isAtOnce ? null : found.secretSealed,
      oldSecretUntil: isAtOnce ? null : formatInstant(addSeconds(work.now, secretOverlapSeconds)),
    });
    return done({ secret }, { detail: { webhookId, isAtOnce } });
  },
);
