import { networkOf } from '../../core/access/network.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { PasskeyAnswer } from '../../core/base/safe.ts';
import { deleteSignInFailures } from '../../db/tables/signInFailures.ts';
import { findStaffById } from '../../db/tables/staff.ts';
import { action, done } from '../action.ts';
import { usePasskey } from '../passkeys/usePasskey.ts';
import { type Origin, openSession } from './openSession.ts';

/** Signs in with a passkey alone: the device and its owner's finger, face or PIN are two factors already. */
export const signInWithPasskey = action<{ readonly answer: PasskeyAnswer; readonly origin: Origin }, string>(
  'staff.sign_in',
  'anyone',
  async (work, { answer, origin }) => {
    const passkey = await usePasskey(work, answer, { purpose: 'sign_in', door: 'panel', ownerId: null });
    const staff = await findStaffById(work.tx, passkey.ownerId);
    if (!staff?.isActive) throw new Refusal('passkey_refused');
    await deleteSignInFailures(work.tx, staff.userName, networkOf(origin.address));
    const token = await openSession(work, staff.id, origin, 'passkey');
    return done(token, { detail: { userName: staff.userName, method: 'passkey' } });
  },
);
