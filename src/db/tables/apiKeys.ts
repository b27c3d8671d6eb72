import type { StaffLevel } from '../../core/access/permission.ts';
import type { Scope } from '../../core/access/scope.ts';
import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type ApiKey = {
  readonly id: Id;
  readonly name: string;
  readonly level: StaffLevel;
  /** Null = all that the level may. */
  readonly scopes: readonly Scope[] | null;
  /** Where it may be used from, as CIDR; empty = anywhere. */
  readonly networks: readonly string[];
  readonly lastUsedAt: Instant | null;
  readonly lastUsedFrom: string | null;
  readonly expiresAt: Instant | null;
  readonly isFromHere: boolean;
};

/** The key with this hash, if it is neither revoked nor expired. `address` is where the request comes from; null = nobody knows. */
export async function findApiKey(tx: Tx, keyHash: string, at: string, address: string | null): Promise<ApiKey | undefined> {
  return row<ApiKey>(
    tx,
    sql`select id, name, level, scopes, allowed_networks::text[] as networks, last_used_at as "lastUsedAt", last_used_from as "lastUsedFrom",
               expires_at as "expiresAt",
               cardinality(allowed_networks) = 0 or coalesce(${address}::inet <<= any(allowed_networks), false) as "isFromHere"
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
  readonly scopes: readonly Scope[] | null;
  readonly networks: readonly string[];
  readonly createdBy: string;
};

export async function insertApiKey(tx: Tx, key: NewApiKey): Promise<Id> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into api_key (name, key_hash, hint, level, created_at, expires_at, scopes, allowed_networks, created_by)
        values (${key.name}, ${key.keyHash}, ${key.hint}, ${key.level}, ${key.createdAt}, ${key.expiresAt}, ${key.scopes}, ${key.networks}::cidr[],
                ${key.createdBy})
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

export async function touchApiKey(tx: Tx, id: Id, at: string, from: string): Promise<void> {
  await rows(tx, sql`update api_key set last_used_at = ${at}, last_used_from = ${from} where id = ${id}`);
}

/** The networks as the database writes them; undefined when one is none (bits to the right of the mask, such as 10.0.0.1/8). */
export async function readNetworks(tx: Tx, networks: readonly string[]): Promise<readonly string[] | undefined> {
  const found = await row<{ networks: readonly string[] }>(
    tx,
    sql`select coalesce(array_agg(network::inet::text order by at), '{}') as networks
          from unnest(${networks}::text[]) with ordinality as given (network, at)
         where pg_input_is_valid(network, 'cidr')`,
  );
  return found?.networks.length === networks.length ? found.networks : undefined;
}

/** True when every network lies inside one of `outer`. */
export async function areNetworksWithin(tx: Tx, networks: readonly string[], outer: readonly string[]): Promise<boolean> {
  const found = await row<{ is: boolean }>(
    tx,
    sql`select bool_and(inner_one <<= any(${outer}::cidr[])) as is from unnest(${networks}::cidr[]) as inner_one`,
  );
  return found?.is ?? false;
}
