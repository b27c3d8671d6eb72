import type { Id } from '../../core/base/id.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type NetworkNumber = { readonly id: Id; readonly accountId: Id; readonly number: string };
export type LockedNetworkNumber = NetworkNumber & NetworkNumberChange;

/** A network number, locked; undefined when there is none. */
export async function lockNetworkNumber(tx: Tx, id: Id): Promise<LockedNetworkNumber | undefined> {
  return row<LockedNetworkNumber>(
    tx,
    sql`select id, account_id as "accountId", number, label, caller_id as "callerId", call_limit as "callLimit",
               is_active as "isActive"
          from network_number
         where id = ${id}
           for no key update`,
  );
}

/** True when a number belongs to this account, so that its phones may show it as their caller ID. */
export async function isOwnNumber(tx: Tx, accountId: Id, number: string): Promise<boolean> {
  const found = await row<{ isOwn: boolean }>(
    tx,
    sql`select exists (select from network_number where account_id = ${accountId} and number = ${number})
            or exists (select from incoming_number where account_id = ${accountId} and number = ${number}) as "isOwn"`,
  );
  return found?.isOwn ?? false;
}

/** Phones that showed this number show their own again. */
export async function forgetCallerId(tx: Tx, accountId: Id, number: string): Promise<void> {
  await rows(tx, sql`update network_number set caller_id = '' where account_id = ${accountId} and caller_id = ${number}`);
}

/** True when some phone or account has this number. */
export async function isNumberTaken(tx: Tx, number: string): Promise<boolean> {
  const found = await row<{ taken: boolean }>(
    tx,
    sql`select exists (select from network_number where number = ${number})
            or exists (select from account where customer_number = ${number}) as taken`,
  );
  return found?.taken ?? true;
}

/** The first of the thousand numbers from `from` on that nobody has and that is not reserved. */
export async function findFreeNumber(tx: Tx, from: bigint, reserved: readonly string[]): Promise<bigint | undefined> {
  const found = await row<{ free: bigint }>(
    tx,
    sql`select n as free
          from generate_series(${from}::bigint, ${from + 999n}::bigint) n
         where not exists (select from network_number where number = n::text)
           and not exists (select from account where customer_number = n::text)
           and not exists (select from retired_number where number = n::text)
           and n::text <> all (${reserved}::text[])
         order by n
         limit 1`,
  );
  return found?.free;
}

/** What the database keeps of a secret. `iaxSecret` is sealed by the statement and leaves no trace elsewhere; null = SIP only. */
export type StoredSecret = { readonly sipDigest: string; readonly iaxSecret: string | null; readonly iaxKey: string };
export type NewNetworkNumber = {
  readonly accountId: Id;
  readonly number: string;
  readonly label: string;
  readonly createdAt: string;
  readonly secret: StoredSecret;
};

export async function insertNetworkNumber(tx: Tx, one: NewNetworkNumber): Promise<Id> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into network_number (account_id, number, label, sip_digest_md5, iax_secret_sealed, created_at)
        values (${one.accountId}, ${one.number}, ${one.label}, ${one.secret.sipDigest},
                seal_iax_secret(${one.secret.iaxSecret}, ${one.secret.iaxKey}), ${one.createdAt})
     returning id`,
  );
  if (!found) throw new Error('the network number was not stored');
  return found.id;
}

export async function saveSecret(tx: Tx, id: Id, secret: StoredSecret): Promise<void> {
  await rows(
    tx,
    sql`update network_number
           set sip_digest_md5 = ${secret.sipDigest}, iax_secret_sealed = seal_iax_secret(${secret.iaxSecret}, ${secret.iaxKey})
         where id = ${id}`,
  );
}

export type NetworkNumberChange = {
  readonly label: string;
  /** Empty: the phone's own number. */
  readonly callerId: string;
  readonly callLimit: number | null;
  readonly isActive: boolean;
};

export async function updateNetworkNumber(tx: Tx, id: Id, change: NetworkNumberChange): Promise<void> {
  await rows(
    tx,
    sql`update network_number
           set label = ${change.label}, caller_id = ${change.callerId}, call_limit = ${change.callLimit}, is_active = ${change.isActive}
         where id = ${id}`,
  );
}

/** True when calls of this phone are kept or in progress: such a number stays. */
export async function hasCalls(tx: Tx, id: Id): Promise<boolean> {
  const found = await row<{ has: boolean }>(
    tx,
    sql`select exists (select from call where network_number_id = ${id})
            or exists (select from cdr where network_number_id = ${id}) as has`,
  );
  return found?.has ?? true;
}

export async function deleteNetworkNumber(tx: Tx, id: Id): Promise<void> {
  await rows(tx, sql`delete from network_number where id = ${id}`);
}
