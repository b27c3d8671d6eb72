import type { Id } from '../../core/base/id.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type StaffTotp = { readonly secretSealed: Uint8Array; readonly isConfirmed: boolean };

export async function lockTotp(tx: Tx, staffId: Id): Promise<StaffTotp | undefined> {
  return row(
    tx,
    sql`select secret_sealed as "secretSealed", confirmed_at is not null as "isConfirmed"
          from staff_totp
         where staff_id = ${staffId}
           for update`,
  );
}

/** Begins the set-up of an app; one that was begun before is forgotten. */
export async function saveNewTotp(tx: Tx, staffId: Id, secretSealed: Uint8Array): Promise<void> {
  await rows(
    tx,
    sql`insert into staff_totp (staff_id, secret_sealed)
        values (${staffId}, ${secretSealed})
            on conflict (staff_id) do update set secret_sealed = excluded.secret_sealed, confirmed_at = null, last_step = 0`,
  );
}

export async function confirmTotp(tx: Tx, staffId: Id, at: string): Promise<void> {
  await rows(tx, sql`update staff_totp set confirmed_at = ${at} where staff_id = ${staffId}`);
}

/** Uses up the code of a time step; false when it, or a later one, was used before (RFC 6238 §5.2). */
export async function useTotpStep(tx: Tx, staffId: Id, step: number): Promise<boolean> {
  const found = await row(
    tx,
    sql`update staff_totp set last_step = ${step} where staff_id = ${staffId} and last_step < ${step} returning staff_id`,
  );
  return found !== undefined;
}

export async function deleteTotp(tx: Tx, staffId: Id): Promise<boolean> {
  return (await row(tx, sql`delete from staff_totp where staff_id = ${staffId} returning staff_id`)) !== undefined;
}

/** The codes take the place of all earlier ones. */
export async function replaceRecoveryCodes(tx: Tx, staffId: Id, hashes: readonly string[]): Promise<void> {
  await rows(tx, sql`delete from recovery_code where staff_id = ${staffId}`);
  await rows(tx, sql`insert into recovery_code (staff_id, code_hash) select ${staffId}::bigint, unnest(${hashes}::text[])`);
}

/** Uses up a code; false when it is none of this person's, or was used before. */
export async function useRecoveryCode(tx: Tx, staffId: Id, hash: string, at: string): Promise<boolean> {
  const found = await row(
    tx,
    sql`update recovery_code
           set used_at = ${at}
         where staff_id = ${staffId}
           and code_hash = ${hash}
           and used_at is null
     returning staff_id`,
  );
  return found !== undefined;
}

export async function hasRecoveryCodes(tx: Tx, staffId: Id): Promise<boolean> {
  return (await row(tx, sql`select from recovery_code where staff_id = ${staffId} limit 1`)) !== undefined;
}

export type FactorStanding = { readonly hasTotp: boolean; readonly passkeys: number };

/** Which second factors a person has, ready to be used. */
export async function findFactors(tx: Tx, staffId: Id): Promise<FactorStanding> {
  const found = await row<FactorStanding>(
    tx,
    sql`select exists (select from staff_totp where staff_id = ${staffId} and confirmed_at is not null) as "hasTotp",
               (select count(*)::int from passkey where staff_id = ${staffId}) as passkeys`,
  );
  if (!found) throw new Error('a select without from has one row');
  return found;
}

/** Forgets everything that a person could prove besides the password. */
export async function deleteFactors(tx: Tx, staffId: Id): Promise<void> {
  await rows(tx, sql`delete from staff_totp where staff_id = ${staffId}`);
  await rows(tx, sql`delete from passkey where staff_id = ${staffId}`);
  await deleteRecoveryCodes(tx, staffId);
}

export async function deleteRecoveryCodes(tx: Tx, staffId: Id): Promise<void> {
  await rows(tx, sql`delete from recovery_code where staff_id = ${staffId}`);
}
