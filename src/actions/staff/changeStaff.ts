import type { StaffLevel } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { lockActiveAdministrators, lockStaff, updateStaff } from '../../db/tables/staff.ts';
import { deleteSessionsOf } from '../../db/tables/staffSessions.ts';
import { deletePendingSignInsOf, saveMustChangePassword } from '../../db/tables/staffSignIn.ts';
import { action, done } from '../action.ts';
import { newPasswordHash } from './newPassword.ts';
import { refuseKeyForPart } from './refuseKeyForPart.ts';

export type ChangeStaff = {
  readonly staffId: Id;
  readonly name: string;
  readonly level: StaffLevel;
  readonly isActive: boolean;
  /** Undefined = unchanged. */
  readonly password: string | undefined;
  readonly version: number;
};

/** Changes a person. A new password is changed again by that person at the next sign-in; it, another level or a deactivation signs that person out everywhere. */
export const changeStaff = action<ChangeStaff, null>('staff.change', 'staff.change', async (work, input) => {
  refuseKeyForPart(work.doer);
  const administrators = await lockActiveAdministrators(work.tx);
  const staff = await lockStaff(work.tx, input.staffId);
  if (!staff) throw new Refusal('not_found');
  if (staff.version !== input.version) throw new Refusal('stale_version');
  const remains = input.isActive && input.level === 'administrator';
  if (!remains && administrators.length === 1 && administrators[0] === staff.id) {
    const field = input.isActive ? 'level' : 'isActive';
    throw fieldRefusal('in_use', field, 'This is the last active Administrator. Make another one first.');
  }
  const passwordHash =
    input.password === undefined ? staff.passwordHash : await newPasswordHash(work, input.password, staff.userName);
  await updateStaff(work.tx, { id: staff.id, name: input.name, level: input.level, isActive: input.isActive, passwordHash });
  const isOthers = work.doer.kind !== 'staff' || work.doer.id !== staff.id;
  if (input.password !== undefined) await saveMustChangePassword(work.tx, staff.id, isOthers);
  if (input.password !== undefined || !input.isActive || input.level !== staff.level) {
    await deletePendingSignInsOf(work.tx, staff.id);
    await deleteSessionsOf(work.tx, staff.id);
  }
  const { staffId, name, level, isActive } = input;
  return done(null, { detail: { staffId, name, level, isActive, hasNewPassword: input.password !== undefined } });
});
