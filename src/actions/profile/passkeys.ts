import { creationOptions } from '../../core/access/passkey.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { PasskeyAnswer, PasskeySite } from '../../core/base/safe.ts';
import { formatInstant } from '../../core/base/time.ts';
import { deletePasskey, insertPasskey, listPasskeyRefs, renamePasskey as saveName } from '../../db/tables/passkeys.ts';
import { findStaffById } from '../../db/tables/staff.ts';
import { action, done, selfOf } from '../action.ts';
import { confirmPassword, type PasswordAgain } from '../staff/confirmPassword.ts';
import { answeredChallenge, newChallenge } from '../staff/usePasskey.ts';
import { afterRemoval } from './afterRemoval.ts';
import { firstRecoveryCodes } from './recoveryCodes.ts';

/** Begins the making of a passkey: what the browser needs. */
export const startPasskey = action<PasswordAgain & { readonly site: PasskeySite }, ReturnType<typeof creationOptions>>(
  'profile.start_passkey',
  'signed_in',
  async (work, { site, ...again }) => {
    const staffId = selfOf(work.doer);
    await confirmPassword(work, staffId, again);
    const staff = await findStaffById(work.tx, staffId);
    if (!staff) throw new Refusal('not_signed_in');
    const challenge = await newChallenge(work, { purpose: 'register', staffId }, site);
    const known = await listPasskeyRefs(work.tx, staffId, site.rpId);
    // The device keeps this beside the passkey: it says nothing of the person (WebAuthn §14.6.1).
    const id = Buffer.from(`staff ${staffId}`).toString('base64url');
    return done(creationOptions({ challenge, site, user: { id, userName: staff.userName, name: staff.name }, known }), null);
  },
);

export type AddPasskey = { readonly name: string; readonly answer: PasskeyAnswer };

/** Keeps a passkey that the browser has made; answers recovery codes if this is the first second factor. */
export const addPasskey = action<AddPasskey, { readonly id: Id; readonly recoveryCodes: readonly string[] }>(
  'profile.add_passkey',
  'signed_in',
  async (work, { name, answer }) => {
    const staffId = selfOf(work.doer);
    const { challenge, site } = await answeredChallenge(work, answer, { purpose: 'register', staffId });
    const made = await work.safe.passkeys.made(answer, { challenge, site });
    if (!made) throw new Refusal('passkey_refused');
    const at = formatInstant(work.now);
    const id = await insertPasskey(work.tx, { ...made, staffId, rpId: site.rpId, name, at });
    if (id === undefined) throw new Refusal('passkey_refused', { message: 'This passkey is known already.' });
    return done({ id, recoveryCodes: await firstRecoveryCodes(work, staffId) }, { detail: { name } });
  },
);

export const renamePasskey = action<{ readonly passkeyId: Id; readonly name: string }, null>(
  'profile.rename_passkey',
  'signed_in',
  async (work, { passkeyId, name }) => {
    if (!(await saveName(work.tx, selfOf(work.doer), passkeyId, name))) throw new Refusal('not_found');
    return done(null, { detail: { name } });
  },
);

export const removePasskey = action<PasswordAgain & { readonly passkeyId: Id }, null>(
  'profile.remove_passkey',
  'signed_in',
  async (work, { passkeyId, ...again }) => {
    const staffId = selfOf(work.doer);
    await confirmPassword(work, staffId, again);
    const name = await deletePasskey(work.tx, staffId, passkeyId);
    if (name === undefined) throw new Refusal('not_found');
    await afterRemoval(work, staffId);
    return done(null, { detail: { name } });
  },
);
