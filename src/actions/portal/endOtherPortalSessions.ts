import type { Id } from '../../core/base/id.ts';
import { deletePortalSessionsOf } from '../../db/tables/portalSessions.ts';
import { action, done } from '../action.ts';
import { customerOf } from './customerOf.ts';

/** Signs a customer's person out everywhere else. */
export const endOtherPortalSessions = action<{ readonly sessionId: Id }, null>(
  'portal.end_other_sessions',
  'portal_change',
  async (work, { sessionId }) => {
    const { id, accountId } = customerOf(work.doer);
    const sessionsEnded = await deletePortalSessionsOf(work.tx, id, sessionId);
    return done(null, { accountId, detail: { sessionsEnded } });
  },
);
