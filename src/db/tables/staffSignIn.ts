import type { SecondFactorRule } from '../../core/access/secondFactor.ts';
import type { Id } from '../../core/base/id.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export async function saveMustChangePassword(tx: Tx, staffId: Id, mustChangePassword: boolean): Promise<void> {
  await rows(tx, sql`update staff_sign_in set must_change_password = ${mustChangePassword} where staff_id = ${staffId}`);
}

export async function saveLastSignIn(tx: Tx, staffId: Id, at: string): Promise<void> {
  await rows(tx, sql`update staff_sign_in set last_sign_in_at = ${at} where staff_id = ${staffId}`);
}

/** Who must have a second factor, and the name that passwords must not contain. */
export async function findSignInRules(tx: Tx): Promise<{ readonly rule: SecondFactorRule; readonly companyName: string }> {
  const found = await row<{ rule: SecondFactorRule; companyName: string }>(
    tx,
    sql`select requires_second_factor as rule, company_name as "companyName" from setting`,
  );
  if (!found) throw new Error('the setting row is missing');
  return found;
}

export async function saveSecondFactorRule(tx: Tx, rule: SecondFactorRule): Promise<void> {
  await rows(tx, sql`update setting set requires_second_factor = ${rule}`);
}

/** The password was right; the second factor is awaited until `expiresAt`. */
export async function insertPendingSignIn(tx: Tx, tokenHash: string, staffId: Id, expiresAt: string): Promise<void> {
  await rows(
    tx,
    sql`insert into pending_sign_in (token_hash, staff_id, expires_at) values (${tokenHash}, ${staffId}, ${expiresAt})`,
  );
}

export async function findPendingSignIn(tx: Tx, tokenHash: string, at: string): Promise<Id | undefined> {
  const found = await row<{ staff_id: Id }>(
    tx,
    sql`select p.staff_id
          from pending_sign_in p
          join staff s on s.id = p.staff_id
         where p.token_hash = ${tokenHash}
           and p.expires_at > ${at}
           and s.is_active`,
  );
  return found?.staff_id;
}

/** A new password or a lost second factor ends sign-ins that are half done. */
export async function deletePendingSignInsOf(tx: Tx, staffId: Id): Promise<void> {
  await rows(tx, sql`delete from pending_sign_in where staff_id = ${staffId}`);
}

export async function deleteExpiredSignIns(tx: Tx, at: string): Promise<void> {
  await rows(tx, sql`delete from pending_sign_in where expires_at <= ${at}`);
  await rows(tx, sql`delete from passkey_challenge where expires_at <= ${at}`);
}
