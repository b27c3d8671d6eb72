import { creationOptions } from '../../core/access/passkey.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { PasskeySite } from '../../core/base/safe.ts';
import { listPasskeyRefs } from '../../db/tables/passkeys.ts';
import { findStaffById } from '../../db/tables/staff.ts';
import { action, done, selfOf } from '../action.ts';
import { confirmPassword, type PasswordAgain } from '../staff/confirmPassword.ts';
import { newChallenge } from '../staff/usePasskey.ts';

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
