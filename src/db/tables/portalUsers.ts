import type { Id } from '../../core/base/id.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type StoredPortalUser = {
  readonly id: Id;
  readonly accountId: Id;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly isActive: boolean;
};

const columns = sql`id, account_id as "accountId", email, name, password_hash as "passwordHash", is_active as "isActive"`;

export async function findPortalUserByEmail(tx: Tx, email: string): Promise<StoredPortalUser | undefined> {
  return row<StoredPortalUser>(tx, sql`select ${columns} from portal_user where email = ${email}`);
}

export async function lockPortalUser(tx: Tx, id: Id): Promise<StoredPortalUser | undefined> {
  return row<StoredPortalUser>(tx, sql`select ${columns} from portal_user where id = ${id} for no key update`);
}

type NewPortalUser = Pick<StoredPortalUser, 'accountId' | 'email' | 'name'> & {
  readonly createdAt: string;
  readonly createdBy: string;
};

/** Undefined when somebody signs in with this e-mail already. */
export async function insertPortalUser(tx: Tx, one: NewPortalUser): Promise<Id | undefined> {
  const made = await row<{ id: Id }>(
    tx,
    sql`insert into portal_user (account_id, email, name, created_at, created_by)
        values (${one.accountId}, ${one.email}, ${one.name}, ${one.createdAt}, ${one.createdBy})
        on conflict (email) do nothing
        returning id`,
  );
  return made?.id;
}

export async function savePortalPassword(tx: Tx, id: Id, passwordHash: string): Promise<void> {
  await rows(tx, sql`update portal_user set password_hash = ${passwordHash} where id = ${id}`);
}

export async function savePortalUserActive(tx: Tx, id: Id, isActive: boolean): Promise<void> {
  await rows(tx, sql`update portal_user set is_active = ${isActive} where id = ${id}`);
}

export async function saveLastPortalSignIn(tx: Tx, id: Id, at: string): Promise<void> {
  await rows(tx, sql`update portal_user set last_sign_in_at = ${at} where id = ${id}`);
}

/** One link at a time: a new one ends the others of this person. */
export async function insertPortalToken(tx: Tx, portalUserId: Id, tokenHash: string, expiresAt: string): Promise<void> {
  await rows(tx, sql`delete from portal_token where portal_user_id = ${portalUserId}`);
  await rows(
    tx,
    sql`insert into portal_token (token_hash, portal_user_id, expires_at) values (${tokenHash}, ${portalUserId}, ${expiresAt})`,
  );
}

/** Takes a link away and says whose it was; a second time there is none. */
export async function takePortalToken(tx: Tx, tokenHash: string, now: string): Promise<Id | undefined> {
  const taken = await row<{ portalUserId: Id; isGood: boolean }>(
    tx,
    sql`delete from portal_token
         where token_hash = ${tokenHash}
        returning portal_user_id as "portalUserId", expires_at > ${now}::timestamptz as "isGood"`,
  );
  return taken?.isGood ? taken.portalUserId : undefined;
}

export async function deletePortalTokensOf(tx: Tx, portalUserId: Id): Promise<void> {
  await rows(tx, sql`delete from portal_token where portal_user_id = ${portalUserId}`);
}
