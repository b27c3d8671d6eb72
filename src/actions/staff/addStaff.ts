import type { StaffLevel } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { insertStaff } from '../../db/tables/staff.ts';
import { saveMustChangePassword } from '../../db/tables/staffSignIn.ts';
import { action, done } from '../action.ts';
import { newPasswordHash } from './newPassword.ts';
import { refuseKeyForPart } from './refuseKeyForPart.ts';

export type AddStaff = {
  readonly userName: string;
  readonly name: string;
  readonly level: StaffLevel;
  readonly password: string;
  /** True: the password was chosen by somebody else, and is changed at the first sign-in. Default: false. */
  readonly mustChangePassword?: boolean;
};

/** Adds a person of the provider. */
export const addStaff = action<AddStaff, Id>('staff.add', 'staff.change', async (work, input) => {
  refuseKeyForPart(work.doer);
  const { password, mustChangePassword = false, ...staff } = input;
  const passwordHash = await newPasswordHash(work, password, staff.userName);
  const id = await insertStaff(work.tx, { ...staff, passwordHash }, formatInstant(work.now));
  if (id === undefined) throw fieldRefusal('invalid_input', 'userName', `The user name ${staff.userName} is taken.`);
  await saveMustChangePassword(work.tx, id, mustChangePassword);
  return done(id, { detail: { staffId: id, userName: staff.userName, level: staff.level } });
});
