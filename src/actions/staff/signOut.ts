import { deleteSession } from '../../db/tables/staffSessions.ts';
import { action, done } from '../action.ts';

/** Ends one session; a second time changes nothing. */
export const signOut = action<{ readonly token: string }, null>('staff.sign_out', 'anyone', async (work, { token }) => {
  await deleteSession(work.tx, work.safe.sha256(token));
  return done(null, null);
});
