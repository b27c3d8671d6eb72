import type { PasskeyRef } from '../../core/access/passkey.ts';
import type { Id } from '../../core/base/id.ts';
import type { KnownPasskey, NewPasskey, PasskeySite } from '../../core/base/safe.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type Passkey = KnownPasskey & { readonly id: Id; readonly staffId: Id; readonly rpId: string };

/** The passkeys of a person for one host name; those of another name are of no use there. */
export async function listPasskeyRefs(tx: Tx, staffId: Id, rpId: string): Promise<readonly PasskeyRef[]> {
  return rows(
    tx,
    sql`select credential_id as "credentialId", transports from passkey where staff_id = ${staffId} and rp_id = ${rpId} order by id`,
  );
}

/** Locked: the counter is compared and raised by one sign-in at a time. */
export async function lockPasskey(tx: Tx, credentialId: string): Promise<Passkey | undefined> {
  const found = await row<Omit<Passkey, 'counter'> & { counter: bigint }>(
    tx,
    sql`select id, staff_id as "staffId", credential_id as "credentialId", public_key as "publicKey", counter, transports, rp_id as "rpId"
          from passkey
         where credential_id = ${credentialId}
           for update`,
  );
  return found && { ...found, counter: Number(found.counter) };
}

/** Undefined when this passkey is known already. */
export async function insertPasskey(
  tx: Tx,
  passkey: NewPasskey & { readonly staffId: Id; readonly rpId: string; readonly name: string; readonly at: string },
): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into passkey (staff_id, credential_id, public_key, counter, transports, rp_id, name, is_synced, created_at)
        values (${passkey.staffId}, ${passkey.credentialId}, ${passkey.publicKey}, ${passkey.counter}, ${passkey.transports},
                ${passkey.rpId}, ${passkey.name}, ${passkey.isSynced}, ${passkey.at})
            on conflict (credential_id) do nothing
     returning id`,
  );
  return found?.id;
}

export async function countPasskeyUse(tx: Tx, id: Id, counter: number, at: string): Promise<void> {
  await rows(tx, sql`update passkey set counter = ${counter}, last_used_at = ${at} where id = ${id}`);
}

export async function renamePasskey(tx: Tx, staffId: Id, id: Id, name: string): Promise<boolean> {
  const found = await row(tx, sql`update passkey set name = ${name} where id = ${id} and staff_id = ${staffId} returning id`);
  return found !== undefined;
}

/** Answers its name. */
export async function deletePasskey(tx: Tx, staffId: Id, id: Id): Promise<string | undefined> {
  const found = await row<{ name: string }>(
    tx,
    sql`delete from passkey where id = ${id} and staff_id = ${staffId} returning name`,
  );
  return found?.name;
}

export type ChallengePurpose = 'register' | 'second_factor' | 'sign_in';
export type Challenge = {
  readonly hash: string;
  readonly purpose: ChallengePurpose;
  /** Null when nobody has said yet who signs in. */
  readonly staffId: Id | null;
  readonly site: PasskeySite;
};

export async function insertChallenge(tx: Tx, { hash, purpose, staffId, site }: Challenge, expiresAt: string): Promise<void> {
  await rows(
    tx,
    sql`insert into passkey_challenge (challenge_hash, purpose, staff_id, rp_id, origin, expires_at)
        values (${hash}, ${purpose}, ${staffId}, ${site.rpId}, ${site.origin}, ${expiresAt})`,
  );
}

/** Takes a challenge away: it is used once. Undefined when it was never given for this, is used or over. */
export async function takeChallenge(
  tx: Tx,
  wanted: Pick<Challenge, 'hash' | 'purpose' | 'staffId'>,
  at: string,
): Promise<PasskeySite | undefined> {
  return row<PasskeySite>(
    tx,
    sql`delete from passkey_challenge
         where challenge_hash = ${wanted.hash}
           and purpose = ${wanted.purpose}
           and staff_id is not distinct from ${wanted.staffId}
           and expires_at > ${at}
     returning rp_id as "rpId", origin`,
  );
}
