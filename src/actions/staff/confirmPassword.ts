import { networkOf } from '../../core/access/network.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { deleteSignInFailures } from '../../db/tables/signInFailures.ts';
import { findStaffById } from '../../db/tables/staff.ts';
import type { Work } from '../action.ts';

export type PasswordAgain = { readonly password: string; readonly address: string };

/**
 * "Your password again", before something that a stolen session must not do. Refused at the field `password`. The action
 * `countOwnAttempt` comes first, in a transaction of its own: what is counted must stay when this is refused.
 */
export async function confirmPassword(work: Work, staffId: Id, { password, address }: PasswordAgain): Promise<void> {
  const staff = await findStaffById(work.tx, staffId);
  if (!staff) throw new Refusal('not_signed_in');
  if (!(await work.safe.isPassword(password, staff.passwordHash)))
    throw fieldRefusal('invalid_input', 'password', 'This is not your password.');
  await deleteSignInFailures(work.tx, staff.userName, networkOf(address));
}
