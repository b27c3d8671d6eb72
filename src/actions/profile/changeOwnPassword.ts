import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { lockStaff, updateStaff } from '../../db/tables/staff.ts';
import { deleteOtherSessions } from '../../db/tables/staffSessions.ts';
import { deletePendingSignInsOf, saveMustChangePassword } from '../../db/tables/staffSignIn.ts';
import { action, done, selfOf } from '../action.ts';
import { confirmPassword, type PasswordAgain } from '../staff/confirmPassword.ts';
import { newPasswordHash } from '../staff/newPassword.ts';

export type ChangeOwnPassword = PasswordAgain & { readonly newPassword: string; readonly sessionId: Id };

/** A new password for oneself; every other session of this person ends. */
export const changeOwnPassword = action<ChangeOwnPassword, null>('profile.change_password', 'signed_in', async (work, input) => {
  const { newPassword, sessionId, ...again } = input;
  const staff = await lockStaff(work.tx, selfOf(work.doer));
  if (!staff) throw new Refusal('not_signed_in');
  await confirmPassword(work, staff.id, again);
  if (newPassword === again.password)
    throw fieldRefusal('invalid_input', 'newPassword', 'This is the password that you have. Take another one.');
  const passwordHash = await newPasswordHash(work, newPassword, staff.userName, 'newPassword');
  await updateStaff(work.tx, { ...staff, passwordHash });
  await saveMustChangePassword(work.tx, staff.id, false);
  await deletePendingSignInsOf(work.tx, staff.id);
  return done(null, { detail: { sessionsEnded: await deleteOtherSessions(work.tx, staff.id, sessionId) } });
});
