import { createHmac } from 'node:crypto';

/**
 * The signature of a delivery, as Standard Webhooks 1.0.0 has it: HMAC-SHA256 of `id.timestamp.body` with the bytes that the
 * secret's base64 stands for, one `v1,` for each secret.
 */
export function signatureOf(secrets: readonly string[], id: string, timestamp: number, body: string): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    })
    .join(' ');
}
