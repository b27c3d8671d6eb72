import type { Actor } from '../../core/access/permission.ts';
import { formatInstant } from '../../core/base/time.ts';
import { findApiKey, touchApiKey } from '../../db/tables/apiKeys.ts';
import { action, done } from '../action.ts';

const touchMilliseconds = 60_000;

/** Which machine this key belongs to; undefined when it is unknown, expired or revoked. */
export const findKeyHolder = action<{ readonly key: string }, Actor | undefined>(
  'api_key.find',
  'anyone',
  async (work, { key }) => {
    const found = await findApiKey(work.tx, work.safe.sha256(key), formatInstant(work.now));
    if (!found) return done(undefined, null);
    if (work.now - (found.lastUsedAt ?? 0) > touchMilliseconds) await touchApiKey(work.tx, found.id, formatInstant(work.now));
    return done({ kind: 'api_key', id: found.id, name: found.name, level: found.level }, null);
  },
);
