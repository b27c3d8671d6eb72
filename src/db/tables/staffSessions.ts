import type { StaffLevel } from '../../core/access/permission.ts';
import { type Duty, dutyOf, type SecondFactorRule, type SignInMethod } from '../../core/access/secondFactor.ts';
import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type SignedIn = {
  readonly sessionId: Id;
  readonly staffId: Id;
  readonly userName: string;
  readonly name: string;
  readonly level: StaffLevel;
  /** What this person must do before anything else. */
  readonly duty: Duty | undefined;
  readonly lastSeenAt: Instant;
};

/** Who holds this session, if it is still good and the person still active. */
export async function findSession(tx: Tx, tokenHash: string, at: string): Promise<SignedIn | undefined> {
  const found = await row<{
    id: Id;
    staff_id: Id;
    user_name: string;
    name: string;
    level: StaffLevel;
    last_seen_at: Instant;
    must_change_password: boolean;
    has_second_factor: boolean;
    rule: SecondFactorRule;
  }>(
    tx,
    sql`select s.id, s.staff_id, p.user_name, p.name, p.level, s.last_seen_at, i.must_change_password,
               exists (select from staff_totp t where t.staff_id = p.id and t.confirmed_at is not null)
                 or exists (select from passkey k where k.staff_id = p.id) as has_second_factor,
               (select requires_second_factor from setting) as rule
          from staff_session s
          join staff p on p.id = s.staff_id
          join staff_sign_in i on i.staff_id = p.id
         where s.token_hash = ${tokenHash}
           and s.expires_at > ${at}
           and p.is_active`,
  );
  if (!found) return undefined;
  const { id, staff_id, user_name, name, level, last_seen_at, must_change_password, has_second_factor, rule } = found;
  const duty = dutyOf({ level, mustChangePassword: must_change_password, hasSecondFactor: has_second_factor, rule });
  return { sessionId: id, staffId: staff_id, userName: user_name, name, level, duty, lastSeenAt: last_seen_at };
}

export type NewSession = {
  readonly tokenHash: string;
  readonly staffId: Id;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly address: string;
  readonly userAgent: string;
  readonly method: SignInMethod;
};

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await rows(
    tx,
    sql`insert into staff_session (token_hash, staff_id, created_at, expires_at, last_seen_at, address, user_agent, method)
        values (${session.tokenHash}, ${session.staffId}, ${session.createdAt}, ${session.expiresAt}, ${session.createdAt},
                ${session.address}, ${session.userAgent}, ${session.method})`,
  );
}

export async function touchSession(tx: Tx, tokenHash: string, at: string, expiresAt: string): Promise<void> {
  await rows(tx, sql`update staff_session set last_seen_at = ${at}, expires_at = ${expiresAt} where token_hash = ${tokenHash}`);
}

export async function deleteSession(tx: Tx, tokenHash: string): Promise<void> {
  await rows(tx, sql`delete from staff_session where token_hash = ${tokenHash}`);
}

/** Ends one session by its id; answers whose it was. */
export async function deleteSessionById(
  tx: Tx,
  sessionId: Id,
): Promise<{ readonly staffId: Id; readonly address: string } | undefined> {
  return row(tx, sql`delete from staff_session where id = ${sessionId} returning staff_id as "staffId", address`);
}

/** Signs a person out everywhere. */
export async function deleteSessionsOf(tx: Tx, staffId: Id): Promise<void> {
  await rows(tx, sql`delete from staff_session where staff_id = ${staffId}`);
}

/** Signs a person out everywhere else; answers how many sessions ended. */
export async function deleteOtherSessions(tx: Tx, staffId: Id, sessionId: Id): Promise<number> {
  const gone = await rows(tx, sql`delete from staff_session where staff_id = ${staffId} and id <> ${sessionId} returning id`);
  return gone.length;
}

export async function deleteExpiredSessions(tx: Tx, at: string): Promise<void> {
  await rows(tx, sql`delete from staff_session where expires_at <= ${at}`);
}
