import { typableCode } from '../../core/access/secondFactor.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { deleteSignInFailuresOf } from '../../db/tables/signInFailures.ts';
import { lockStaff, updateStaff } from '../../db/tables/staff.ts';
import { deleteSessionsOf } from '../../db/tables/staffSessions.ts';
import { deletePendingSignInsOf, saveMustChangePassword } from '../../db/tables/staffSignIn.ts';
import { action, done } from '../action.ts';

/** Gives a person a password that must be changed at the next sign-in; answers it, the only time that it is told. */
export const resetPassword = action<{ readonly staffId: Id }, string>(
  'staff.reset_password',
  'staff.change',
  async (work, { staffId }) => {
    const staff = await lockStaff(work.tx, staffId);
    if (!staff) throw new Refusal('not_found');
    const password = typableCode(work.safe.randomBytes(16));
    await updateStaff(work.tx, { ...staff, passwordHash: await work.safe.hashPassword(password) });
    await saveMustChangePassword(work.tx, staff.id, true);
    await deletePendingSignInsOf(work.tx, staff.id);
    await deleteSessionsOf(work.tx, staff.id);
    await deleteSignInFailuresOf(work.tx, staff.userName);
    return done(password, { detail: { staffId, userName: staff.userName } });
  },
);
