import type { PasskeyOwner } from '../../core/access/passkey.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { rows, sql, type Tx } from '../sql.ts';

type PasskeyRow = { id: string; name: string; rpId: string; isSynced: boolean; createdAt: Instant; lastUsedAt: Instant | null };

/** The passkeys of a person, oldest first, for all host names. */
export async function listPasskeys(tx: Tx, { door, id }: PasskeyOwner) {
  const found = await rows<PasskeyRow>(
    tx,
    sql`select id::text as id, name, rp_id as "rpId", is_synced as "isSynced", created_at as "createdAt", last_used_at as "lastUsedAt"
          from passkey
         where ${door === 'panel' ? sql`staff_id` : sql`portal_user_id`} = ${id}
         order by passkey.id`,
  );
  return found.map(({ createdAt, lastUsedAt, ...one }) => ({
    ...one,
    createdAt: formatInstant(createdAt),
    ...(lastUsedAt !== null && { lastUsedAt: formatInstant(lastUsedAt) }),
  }));
}
