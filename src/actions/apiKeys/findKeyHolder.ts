import type { ApiKeyActor } from '../../core/access/permission.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { findApiKey, touchApiKey } from '../../db/tables/apiKeys.ts';
import { action, done } from '../action.ts';

const touchMilliseconds = 60_000;

/** Which machine this key belongs to; undefined when it is unknown, expired or revoked. Refused from where it may not be used. */
export const findKeyHolder = action<{ readonly key: string; readonly address: string }, ApiKeyActor | undefined>(
  'api_key.find',
  'anyone',
  async (work, { key, address }) => {
    const from = plainAddress(address);
    const found = await findApiKey(work.tx, work.safe.sha256(key), formatInstant(work.now), from);
    if (!found) return done(undefined, null);
    if (!found.isFromHere)
      throw new Refusal('not_permitted', { message: `This API key may not be used from ${from ?? 'where you are'}.` });
    const isOld = work.now - (found.lastUsedAt ?? 0) > touchMilliseconds;
    if (isOld || found.lastUsedFrom !== from) await touchApiKey(work.tx, found.id, formatInstant(work.now), from ?? '');
    const { id, name, level, scopes, networks, expiresAt } = found;
    return done({ kind: 'api_key', id, name, level, scopes, networks, expiresAt }, null);
  },
);

/** IPv4 inside IPv6 (RFC 4291 §2.5.5.2) is IPv4, and a zone says nothing elsewhere; null for what is no address. */
function plainAddress(address: string): string | null {
  const inside = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address.split('%')[0] ?? '';
  return /^[\d.]+$|^[\da-f:.]*:[\da-f:.]*$/i.test(inside) ? inside : null;
}
