import { Refusal } from '../../core/base/refusal.ts';
import { lockStaff, updateStaff } from '../../db/tables/staff.ts';
import { action, done, selfOf } from '../action.ts';

/** The name that stands beside what this person does from now on. */
export const changeOwnName = action<{ readonly name: string }, null>(
  'profile.change_name',
  'signed_in',
  async (work, { name }) => {
    const staff = await lockStaff(work.tx, selfOf(work.doer));
    if (!staff) throw new Refusal('not_signed_in');
    await updateStaff(work.tx, { ...staff, name });
    return done(null, { detail: { from: staff.name, to: name } });
  },
);
