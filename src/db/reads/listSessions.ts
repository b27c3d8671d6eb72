import type { SignInMethod } from '../../core/access/secondFactor.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { rows, sql, type Tx } from '../sql.ts';

type SessionRow = {
  id: string;
  createdAt: Instant;
  lastSeenAt: Instant;
  address: string;
  userAgent: string;
  method: SignInMethod;
  isThis: boolean;
};

/** Where a person is signed in, last seen first; `thisId` marks the session of who asks. */
export async function listSessions(tx: Tx, staffId: Id, thisId: Id | null, now: Instant) {
  const found = await rows<SessionRow>(
    tx,
    sql`select id::text as id, created_at as "createdAt", last_seen_at as "lastSeenAt", address, user_agent as "userAgent", method,
               id is not distinct from ${thisId}::bigint as "isThis"
          from staff_session
         where staff_id = ${staffId}
           and expires_at > ${formatInstant(now)}
         order by last_seen_at desc, id desc
         limit 200`,
  );
  return found.map((one) => ({ ...one, createdAt: formatInstant(one.createdAt), lastSeenAt: formatInstant(one.lastSeenAt) }));
}
