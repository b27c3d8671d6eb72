import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { findStaffByUserName } from '../../db/tables/staff.ts';
import { action, done } from '../action.ts';

/** Who has this user name, for the command line. */
export const findStaffId = action<{ readonly userName: string }, Id>('staff.find', 'staff.read', async (work, { userName }) => {
  const staff = await findStaffByUserName(work.tx, userName);
  if (!staff) throw new Refusal('not_found', { message: `There is no user ${userName}.` });
  return done(staff.id, null);
});
