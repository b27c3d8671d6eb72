import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { deleteOtherSessions, deleteSessionById } from '../../db/tables/staffSessions.ts';
import { action, done, selfOf } from '../action.ts';

/** Ends a session of one's own. */
export const endOwnSession = action<{ readonly sessionId: Id }, null>(
  'profile.end_session',
  'signed_in',
  async (work, { sessionId }) => {
    const gone = await deleteSessionById(work.tx, sessionId);
    // Somebody else's session and none at all answer alike; the refusal puts it back.
    if (gone?.staffId !== selfOf(work.doer)) throw new Refusal('not_found');
    return done(null, { detail: { address: gone.address } });
  },
);

/** Ends every session of one's own but this one. */
export const endOtherSessions = action<{ readonly sessionId: Id }, number>(
  'profile.end_other_sessions',
  'signed_in',
  async (work, { sessionId }) => {
    const count = await deleteOtherSessions(work.tx, selfOf(work.doer), sessionId);
    return done(count, { detail: { count } });
  },
);
