import type { Id } from '../../core/base/id.ts';
import { deleteOtherSessions } from '../../db/tables/staffSessions.ts';
import { action, done, selfOf } from '../action.ts';

/** Ends every session of one's own but this one. */
export const endOtherSessions = action<{ readonly sessionId: Id }, number>(
  'profile.end_other_sessions',
  'signed_in',
  async (work, { sessionId }) => {
    const count = await deleteOtherSessions(work.tx, selfOf(work.doer), sessionId);
    return done(count, { detail: { count } });
  },
);
