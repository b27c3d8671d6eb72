import type { PasskeyDoor, PasskeyOwner, PasskeyRef } from '../../core/access/passkey.ts';
import type { Id } from '../../core/base/id.ts';
import type { KnownPasskey, NewPasskey, PasskeySite } from '../../core/base/safe.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type Passkey = KnownPasskey & { readonly id: Id; readonly ownerId: Id; readonly rpId: string };

/** The column that names the owner; the other one is null. */
const ownerColumn = (door: PasskeyDoor) => (door === 'panel' ? sql`staff_id` : sql`portal_user_id`);
const isOf = ({ door, id }: PasskeyOwner) => sql`${ownerColumn(door)} = ${id}`;

/** The passkeys of a person for one host name; those of another name are of no use there. */
export async function listPasskeyRefs(tx: Tx, owner: PasskeyOwner, rpId: string): Promise<readonly PasskeyRef[]> {
  return rows(
    tx,
    sql`select credential_id as "credentialId", transports from passkey where ${isOf(owner)} and rp_id = ${rpId} order by id`,
  );
}

/** Locked: the counter is compared and raised by one sign-in at a time. A passkey for the other door is none here. */
export async function lockPasskey(tx: Tx, door: PasskeyDoor, credentialId: string): Promise<Passkey | undefined> {
  const found = await row<Omit<Passkey, 'counter'> & { counter: bigint }>(
    tx,
    sql`select id, ${ownerColumn(door)} as "ownerId", credential_id as "credentialId", public_key as "publicKey", counter, transports, rp_id as "rpId"
          from passkey
         where credential_id = ${credentialId}
           and ${ownerColumn(door)} is not null
           for update`,
  );
  return found && { ...found, counter: Number(found.counter) };
}

/** Undefined when this passkey is known already. */
export async function insertPasskey(
  tx: Tx,
  passkey: NewPasskey & { readonly owner: PasskeyOwner; readonly rpId: string; readonly name: string; readonly at: string },
): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into passkey (${ownerColumn(passkey.owner.door)}, credential_id, public_key, counter, transports, rp_id, name, is_synced, created_at)
        values (${passkey.owner.id}, ${passkey.credentialId}, ${passkey.publicKey}, ${passkey.counter}, ${passkey.transports},
                ${passkey.rpId}, ${passkey.name}, ${passkey.isSynced}, ${passkey.at})
            on conflict (credential_id) do nothing
     returning id`,
  );
  return found?.id;
}

export async function countPasskeyUse(tx: Tx, id: Id, counter: number, at: string): Promise<void> {
  await rows(tx, sql`update passkey set counter = ${counter}, last_used_at = ${at} where id = ${id}`);
}

export async function renamePasskey(tx: Tx, owner: PasskeyOwner, id: Id, name: string): Promise<boolean> {
  const found = await row(tx, sql`update passkey set name = ${name} where id = ${id} and ${isOf(owner)} returning id`);
  return found !== undefined;
}

/** Answers its name. */
export async function deletePasskey(tx: Tx, owner: PasskeyOwner, id: Id): Promise<string | undefined> {
  const found = await row<{ name: string }>(tx, sql`delete from passkey where id = ${id} and ${isOf(owner)} returning name`);
  return found?.name;
}

export type ChallengePurpose = 'register' | 'second_factor' | 'sign_in';
export type Challenge = {
  readonly hash: string;
  readonly purpose: ChallengePurpose;
  readonly door: PasskeyDoor;
  /** Null when nobody has said yet who signs in. */
  readonly ownerId: Id | null;
  readonly site: PasskeySite;
};

export async function insertChallenge(tx: Tx, challenge: Challenge, expiresAt: string): Promise<void> {
  const { hash, purpose, door, ownerId, site } = challenge;
  await rows(
    tx,
    sql`insert into passkey_challenge (challenge_hash, purpose, door, ${ownerColumn(door)}, rp_id, origin, expires_at)
        values (${hash}, ${purpose}, ${door}, ${ownerId}, ${site.rpId}, ${site.origin}, ${expiresAt})`,
  );
}

/** Takes a challenge away: it is used once. Undefined when it was never given for this, is used or over. */
export async function takeChallenge(
  tx: Tx,
  wanted: Pick<Challenge, 'hash' | 'purpose' | 'door' | 'ownerId'>,
  at: string,
): Promise<PasskeySite | undefined> {
  return row<PasskeySite>(
    tx,
    sql`delete from passkey_challenge
         where challenge_hash = ${wanted.hash}
           and purpose = ${wanted.purpose}
           and door = ${wanted.door}
           and ${ownerColumn(wanted.door)} is not distinct from ${wanted.ownerId}
           and expires_at > ${at}
     returning rp_id as "rpId", origin`,
  );
}
