import type { StaffLevel } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { insertStaff } from '../../db/tables/staff.ts';
import { action, done } from '../action.ts';

export type AddStaff = {
  readonly userName: string;
  readonly name: string;
  readonly level: StaffLevel;
  readonly password: string;
};

/** Adds a person of the provider. */
export const addStaff = action<AddStaff, Id>('staff.add', 'staff.change', async (work, { password, ...staff }) => {
  const passwordHash = await work.safe.hashPassword(password);
  const id = await insertStaff(work.tx, { ...staff, passwordHash }, formatInstant(work.now));
  if (id === undefined) throw fieldRefusal('invalid_input', 'userName', `The user name ${staff.userName} is taken.`);
  return done(id, { detail: { staffId: id, userName: staff.userName, level: staff.level } });
});
