import { Refusal } from '../../core/base/refusal.ts';
import { deleteSignInFailures } from '../../db/tables/signInFailures.ts';
import { findStaffByUserName } from '../../db/tables/staff.ts';
import { deleteSession } from '../../db/tables/staffSessions.ts';
import { action, done } from '../action.ts';
import { type Origin, openSession } from './openSession.ts';

export type SignIn = {
  readonly userName: string;
  readonly password: string;
  readonly origin: Origin;
  /** The session that the browser came with; it ends. */
  readonly oldToken: string | undefined;
};

/** Checks the password and opens a session with a new id; answers its token. `countAttempt` comes first. */
export const signIn = action<SignIn, string>('staff.sign_in', 'anyone', async (work, input) => {
  const staff = await findStaffByUserName(work.tx, input.userName);
  const isRight = await work.safe.isPassword(input.password, staff?.passwordHash);
  if (!staff || !isRight || !staff.isActive) throw new Refusal('wrong_credentials');
  await deleteSignInFailures(work.tx, input.userName, input.origin.address);
  if (input.oldToken !== undefined) await deleteSession(work.tx, work.safe.sha256(input.oldToken));
  const token = await openSession(work, staff.id, input.origin);
  return done(token, { detail: { userName: staff.userName } });
});
