import type { StaffLevel } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { insertApiKey } from '../../db/tables/apiKeys.ts';
import { action, done } from '../action.ts';

export type AddApiKey = { readonly name: string; readonly level: StaffLevel; readonly expiresAt: Instant | null };

/** Makes a key for a machine. It is told once; the table keeps its hash and its first letters. */
export const addApiKey = action<AddApiKey, { readonly id: Id; readonly key: string }>(
  'api_key.add',
  'api_key.change',
  async (work, { name, level, expiresAt }) => {
    if (expiresAt !== null && expiresAt <= work.now)
      throw fieldRefusal('invalid_input', 'expiresAt', 'The key would have expired already.');
    const key = `vsp_${Buffer.from(work.safe.randomBytes(32)).toString('base64url')}`;
    const id = await insertApiKey(work.tx, {
      name,
      keyHash: work.safe.sha256(key),
      hint: key.slice(0, 8),
      level,
      createdAt: formatInstant(work.now),
      expiresAt: expiresAt && formatInstant(expiresAt),
    });
    return done({ id, key }, { detail: { apiKeyId: id, name, level } });
  },
);
