import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { deleteFactors } from '../../db/tables/secondFactors.ts';
import { deleteSignInFailuresOf } from '../../db/tables/signInFailures.ts';
import { lockStaff } from '../../db/tables/staff.ts';
import { deleteSessionsOf } from '../../db/tables/staffSessions.ts';
import { deletePendingSignInsOf } from '../../db/tables/staffSignIn.ts';
import { action, done } from '../action.ts';
import { refuseKeyForPart } from './refuseKeyForPart.ts';

/** For who has lost the phone: the app, all passkeys and recovery codes of a person are forgotten, and all sessions end. */
export const resetSecondFactor = action<{ readonly staffId: Id }, null>(
  'staff.reset_second_factor',
  'staff.change',
  async (work, { staffId }) => {
    refuseKeyForPart(work.doer);
    const staff = await lockStaff(work.tx, staffId);
    if (!staff) throw new Refusal('not_found');
    await deleteFactors(work.tx, staff.id);
    await deletePendingSignInsOf(work.tx, staff.id);
    await deleteSessionsOf(work.tx, staff.id);
    await deleteSignInFailuresOf(work.tx, staff.userName);
    return done(null, { detail: { staffId, userName: staff.userName } });
  },
);
