import { fetchSafely } from './fetchSafely.ts';
import { signatureOf } from './sign.ts';
import type { DeliverHook, WirePolicy } from './wire.ts';

/** Delivers events by HTTP, signed as Standard Webhooks 1.0.0 says. */
export function hookDeliverer(policy: WirePolicy): DeliverHook {
  return ({ url, doesAllowHttp, key, timestamp, body, secrets }) =>
    fetchSafely(policy, {
      ...{ url, doesAllowHttp, body },
      headers: {
        'content-type': 'application/json',
        'user-agent': 'vspPanel-webhooks/1',
        'webhook-id': key,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatureOf(secrets, key, timestamp, body),
      },
    });
}
