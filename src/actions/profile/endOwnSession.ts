import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { deleteSessionById } from '../../db/tables/staffSessions.ts';
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
