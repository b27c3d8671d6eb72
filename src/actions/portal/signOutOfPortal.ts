import { deletePortalSession } from '../../db/tables/portalSessions.ts';
import { action, done } from '../action.ts';

/** Ends one session of the portal; a second time changes nothing. */
export const signOutOfPortal = action<{ readonly token: string }, null>('portal.sign_out', 'anyone', async (work, { token }) => {
  await deletePortalSession(work.tx, work.safe.sha256(token));
  return done(null, null);
});
