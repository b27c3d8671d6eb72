import type { creationOptions } from '../../core/access/passkey.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { PasskeySite } from '../../core/base/safe.ts';
import { findStaffById } from '../../db/tables/staff.ts';
import { action, done, selfOf } from '../action.ts';
import { beginPasskey } from '../passkeys/ownPasskeys.ts';
import { confirmPassword, type PasswordAgain } from '../staff/confirmPassword.ts';

/** Begins the making of a passkey: what the browser needs. */
export const startPasskey = action<PasswordAgain & { readonly site: PasskeySite }, ReturnType<typeof creationOptions>>(
  'profile.start_passkey',
  'signed_in',
  async (work, { site, ...again }) => {
    const staffId = selfOf(work.doer);
    await confirmPassword(work, staffId, again);
    const staff = await findStaffById(work.tx, staffId);
    if (!staff) throw new Refusal('not_signed_in');
    const person = { userName: staff.userName, name: staff.name, company: 'vspPanel' };
    return done(await beginPasskey(work, { door: 'panel', id: staffId }, person, site), null);
  },
);
