import { creationOptions, type PasskeyDoor, type PasskeyOwner, requestOptions } from '../../core/access/passkey.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { PasskeyAnswer, PasskeySite } from '../../core/base/safe.ts';
import { formatInstant } from '../../core/base/time.ts';
import { deletePasskey, insertPasskey, listPasskeyRefs, renamePasskey } from '../../db/tables/passkeys.ts';
import type { Work } from '../action.ts';
import { answeredChallenge, newChallenge } from './usePasskey.ts';

/** More than anybody has devices; a list without an end could be filled. Counted for one host name. */
const mostPasskeys = 50;

/** What a device shows beside a passkey. */
export type PasskeyPerson = { readonly userName: string; readonly name: string; readonly company: string };
export type NamedAnswer = { readonly name: string; readonly answer: PasskeyAnswer };

/** Begins the making of a passkey: what the browser needs. Whoever calls this has asked for the password again. */
export async function beginPasskey(work: Work, owner: PasskeyOwner, { company, ...person }: PasskeyPerson, site: PasskeySite) {
  const known = await listPasskeyRefs(work.tx, owner, site.rpId);
  if (known.length >= mostPasskeys)
    throw new Refusal('passkey_refused', { message: `You have ${mostPasskeys} passkeys already. Remove one first.` });
  const challenge = await newChallenge(work, { purpose: 'register', door: owner.door, ownerId: owner.id }, site);
  // The device keeps this beside the passkey: it says nothing of the person (WebAuthn §14.6.1), and differs for each door.
  const handle = `${owner.door === 'panel' ? 'staff' : 'customer'} ${owner.id}`;
  const id = Buffer.from(handle).toString('base64url');
  return creationOptions({ challenge, site, company, user: { id, ...person }, known });
}

/** Keeps a passkey that the browser has made. */
export async function keepPasskey(work: Work, owner: PasskeyOwner, { name, answer }: NamedAnswer): Promise<Id> {
  const { challenge, site } = await answeredChallenge(work, answer, { purpose: 'register', door: owner.door, ownerId: owner.id });
  const made = await work.safe.passkeys.made(answer, { challenge, site });
  if (!made) throw new Refusal('passkey_refused');
  const id = await insertPasskey(work.tx, { ...made, owner, rpId: site.rpId, name, at: formatInstant(work.now) });
  if (id === undefined) throw new Refusal('passkey_refused', { message: 'This passkey is known already.' });
  return id;
}

/** Refuses somebody else's passkey as one that does not exist. */
export async function nameOwnPasskey(work: Work, owner: PasskeyOwner, passkeyId: Id, name: string): Promise<void> {
  if (!(await renamePasskey(work.tx, owner, passkeyId, name))) throw new Refusal('not_found');
}

/** Answers the name that it had. Refuses somebody else's passkey as one that does not exist. */
export async function forgetOwnPasskey(work: Work, owner: PasskeyOwner, passkeyId: Id): Promise<string> {
  const name = await deletePasskey(work.tx, owner, passkeyId);
  if (name === undefined) throw new Refusal('not_found');
  return name;
}

/** What a browser needs to prove a passkey in place of a password. It tells nothing about who exists. */
export async function offerPasskeyAlone(work: Work, door: PasskeyDoor, site: PasskeySite) {
  const challenge = await newChallenge(work, { purpose: 'sign_in', door, ownerId: null }, site);
  return requestOptions({ challenge, site, known: [], isAlone: true });
}
