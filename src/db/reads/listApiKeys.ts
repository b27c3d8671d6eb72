import type { StaffLevel } from '../../core/access/permission.ts';
import type { Scope } from '../../core/access/scope.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

type KeyRow = {
  id: string;
  name: string;
  hint: string;
  level: StaffLevel;
  createdAt: Instant;
  expiresAt: Instant | null;
  revokedAt: Instant | null;
  lastUsedAt: Instant | null;
  lastUsedFrom: string | null;
  scopes: Scope[] | null;
  networks: string[];
  createdBy: string | null;
};
const columns = sql`id::text as id, name, hint, level, created_at as "createdAt", expires_at as "expiresAt",
  revoked_at as "revokedAt", last_used_at as "lastUsedAt", last_used_from as "lastUsedFrom", scopes,
  allowed_networks::text[] as networks, created_by as "createdBy"`;

/** All API keys, newest first, without the keys. */
export async function listApiKeys(tx: Tx) {
  return (await rows<KeyRow>(tx, sql`select ${columns} from api_key order by id desc`)).map(fromRow);
}

export async function findApiKeyRow(tx: Tx, id: Id) {
  const found = await row<KeyRow>(tx, sql`select ${columns} from api_key where id = ${id}`);
  return found && fromRow(found);
}

function fromRow({ expiresAt, revokedAt, lastUsedAt, lastUsedFrom, createdBy, ...key }: KeyRow) {
  return {
    ...key,
    createdAt: formatInstant(key.createdAt),
    ...(expiresAt !== null && { expiresAt: formatInstant(expiresAt) }),
    ...(revokedAt !== null && { revokedAt: formatInstant(revokedAt) }),
    ...(lastUsedAt !== null && { lastUsedAt: formatInstant(lastUsedAt) }),
    ...(lastUsedFrom !== null && { lastUsedFrom }),
    ...(createdBy !== null && { createdBy }),
  };
}
