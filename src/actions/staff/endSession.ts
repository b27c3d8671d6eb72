import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { deleteSessionById } from '../../db/tables/staffSessions.ts';
import { action, done } from '../action.ts';

/** An Administrator ends somebody's session; what that person has open is told at once. */
export const endSession = action<{ readonly sessionId: Id }, null>(
  'staff.end_session',
  'staff.change',
  async (work, { sessionId }) => {
    const gone = await deleteSessionById(work.tx, sessionId);
    if (!gone) throw new Refusal('not_found');
    return done(null, { detail: { staffId: gone.staffId, address: gone.address } });
  },
);
