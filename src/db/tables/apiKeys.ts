import type { StaffLevel } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type ApiKey = { readonly id: Id; readonly name: string; readonly level: StaffLevel; readonly lastUsedAt: Instant | null };

/** The key with this hash, if it is neither revoked nor expired. */
export async function findApiKey(tx: Tx, keyHash: string, at: string): Promise<ApiKey | undefined> {
  return row<ApiKey>(
    tx,
    sql`select id, name, level, last_used_at as "lastUsedAt"
          from api_key
         where key_hash = ${keyHash}
           and revoked_at is null
           and (expires_at is null or expires_at > ${at})`,
  );
}

export type NewApiKey = {
  readonly name: string;
  readonly keyHash: string;
  readonly hint: string;
  readonly level: StaffLevel;
  readonly createdAt: string;
  readonly expiresAt: string | null;
};

export async function insertApiKey(tx: Tx, key: NewApiKey): Promise<Id> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into api_key (name, key_hash, hint, level, created_at, expires_at)
        values (${key.name}, ${key.keyHash}, ${key.hint}, ${key.level}, ${key.createdAt}, ${key.expiresAt})
     returning id`,
  );
  if (!found) throw new Error('the API key was not stored');
  return found.id;
}

/** The name of the key, or undefined when there is no such key. A second time changes nothing. */
export async function revokeApiKey(tx: Tx, id: Id, at: string): Promise<string | undefined> {
  const found = await row<{ name: string }>(
    tx,
    sql`update api_key set revoked_at = coalesce(revoked_at, ${at}) where id = ${id} returning name`,
  );
  return found?.name;
}

export async function touchApiKey(tx: Tx, id: Id, at: string): Promise<void> {
  await rows(tx, sql`update api_key set last_used_at = ${at} where id = ${id}`);
}
