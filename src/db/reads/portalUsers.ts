import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { rows, sql, type Tx } from '../sql.ts';

type UserRow = {
  id: string;
  email: string;
  name: string;
  isActive: boolean;
  hasPassword: boolean;
  lastSignInAt: Instant | null;
  createdAt: Instant;
  createdBy: string;
};

/** Who may open the portal of an account. */
export async function listPortalUsers(tx: Tx, accountId: Id) {
  const found = await rows<UserRow>(
    tx,
    sql`select id::text as id, email, name, is_active as "isActive", has_password as "hasPassword",
               last_sign_in_at as "lastSignInAt", created_at as "createdAt", created_by as "createdBy"
          from portal_user u
         where account_id = ${accountId}
         order by u.id
         limit 200`,
  );
  return found.map(({ lastSignInAt, createdAt, ...shown }) => ({
    ...shown,
    lastSignInAt: lastSignInAt === null ? null : formatInstant(lastSignInAt),
    createdAt: formatInstant(createdAt),
  }));
}

type SessionRow = { id: Id; createdAt: Instant; lastSeenAt: Instant; address: string; userAgent: string };

/** Where a customer's person is signed in. */
export async function listPortalSessions(tx: Tx, portalUserId: Id, now: Instant) {
  const found = await rows<SessionRow>(
    tx,
    sql`select id, created_at as "createdAt", last_seen_at as "lastSeenAt", address, user_agent as "userAgent"
          from portal_session
         where portal_user_id = ${portalUserId}
           and expires_at > ${formatInstant(now)}
         order by last_seen_at desc
         limit 100`,
  );
  return found.map(({ createdAt, lastSeenAt, ...shown }) => ({
    ...shown,
    createdAt: formatInstant(createdAt),
    lastSeenAt: formatInstant(lastSeenAt),
  }));
}
