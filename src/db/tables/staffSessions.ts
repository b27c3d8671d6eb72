import type { StaffLevel } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type SignedIn = {
  readonly staffId: Id;
  readonly userName: string;
  readonly name: string;
  readonly level: StaffLevel;
  readonly lastSeenAt: Instant;
  readonly expiresAt: Instant;
};

/** Who holds this session, if it is still good and the person still active. */
export async function findSession(tx: Tx, tokenHash: string, at: string): Promise<SignedIn | undefined> {
  const found = await row<{
    staff_id: Id;
    user_name: string;
    name: string;
    level: StaffLevel;
    last_seen_at: Instant;
    expires_at: Instant;
  }>(
    tx,
    sql`select s.staff_id, p.user_name, p.name, p.level, s.last_seen_at, s.expires_at
          from staff_session s
          join staff p on p.id = s.staff_id
         where s.token_hash = ${tokenHash}
           and s.expires_at > ${at}
           and p.is_active`,
  );
  if (!found) return undefined;
  const { staff_id, user_name, last_seen_at, expires_at, ...plain } = found;
  return { ...plain, staffId: staff_id, userName: user_name, lastSeenAt: last_seen_at, expiresAt: expires_at };
}

export type NewSession = {
  readonly tokenHash: string;
  readonly staffId: Id;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly address: string;
  readonly userAgent: string;
};

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await rows(
    tx,
    sql`insert into staff_session (token_hash, staff_id, created_at, expires_at, last_seen_at, address, user_agent)
        values (${session.tokenHash}, ${session.staffId}, ${session.createdAt}, ${session.expiresAt}, ${session.createdAt},
                ${session.address}, ${session.userAgent})`,
  );
}

export async function touchSession(tx: Tx, tokenHash: string, at: string, expiresAt: string): Promise<void> {
  await rows(tx, sql`update staff_session set last_seen_at = ${at}, expires_at = ${expiresAt} where token_hash = ${tokenHash}`);
}

export async function deleteSession(tx: Tx, tokenHash: string): Promise<void> {
  await rows(tx, sql`delete from staff_session where token_hash = ${tokenHash}`);
}

/** Signs a person out everywhere. */
export async function deleteSessionsOf(tx: Tx, staffId: Id): Promise<void> {
  await rows(tx, sql`delete from staff_session where staff_id = ${staffId}`);
}

export async function deleteExpiredSessions(tx: Tx, at: string): Promise<void> {
  await rows(tx, sql`delete from staff_session where expires_at <= ${at}`);
}
