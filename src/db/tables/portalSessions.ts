import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type NewPortalSession = {
  readonly tokenHash: string;
  readonly accountId: Id;
  /** One of the two: the customer's person, or somebody of the operator who looks. */
  readonly portalUserId: Id | null;
  readonly staffId: Id | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly address: string;
  readonly userAgent: string;
};

export async function insertPortalSession(tx: Tx, one: NewPortalSession): Promise<void> {
  await rows(
    tx,
    sql`insert into portal_session (token_hash, account_id, portal_user_id, staff_id, created_at, expires_at, last_seen_at, address, user_agent)
        values (${one.tokenHash}, ${one.accountId}, ${one.portalUserId}, ${one.staffId}, ${one.createdAt}, ${one.expiresAt},
                ${one.createdAt}, ${one.address}, ${one.userAgent})`,
  );
}

export type FoundPortalSession = {
  readonly sessionId: Id;
  readonly accountId: Id;
  readonly portalUserId: Id | null;
  readonly staffId: Id | null;
  readonly name: string;
  readonly email: string;
  /** The account's preferred one; may be empty. */
  readonly language: string;
  readonly lastSeenAt: Instant;
};

/** The session of this token, while it lasts and its person is active. */
export async function findPortalSession(tx: Tx, tokenHash: string, now: string): Promise<FoundPortalSession | undefined> {
  return row<FoundPortalSession>(
    tx,
    sql`select p.id as "sessionId", p.account_id as "accountId", p.portal_user_id as "portalUserId", p.staff_id as "staffId",
               coalesce(u.name, s.name) as name, coalesce(u.email, '') as email, a.language, p.last_seen_at as "lastSeenAt"
          from portal_session p
          join account a on a.id = p.account_id
          left join portal_user u on u.id = p.portal_user_id
          left join staff s on s.id = p.staff_id
         where p.token_hash = ${tokenHash}
           and p.expires_at > ${now}
           and coalesce(u.is_active, s.is_active)`,
  );
}

export async function touchPortalSession(tx: Tx, sessionId: Id, at: string, expiresAt: string): Promise<void> {
  await rows(tx, sql`update portal_session set last_seen_at = ${at}, expires_at = ${expiresAt} where id = ${sessionId}`);
}

export async function deletePortalSession(tx: Tx, tokenHash: string): Promise<void> {
  await rows(tx, sql`delete from portal_session where token_hash = ${tokenHash}`);
}

/** Signs a person out everywhere but here (`except` null: here, too); answers how many sessions ended. */
export async function deletePortalSessionsOf(tx: Tx, portalUserId: Id, except: Id | null): Promise<number> {
  const gone = await rows(
    tx,
    sql`delete from portal_session where portal_user_id = ${portalUserId} and id is distinct from ${except}::bigint returning id`,
  );
  return gone.length;
}

export async function deleteExpiredPortalSessions(tx: Tx, at: string): Promise<void> {
  await rows(tx, sql`delete from portal_session where expires_at <= ${at}`);
}
