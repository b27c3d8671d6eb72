import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { deletePortalSessionsOf } from '../../db/tables/portalSessions.ts';
import { lockPortalUser, saveLastPortalSignIn, savePortalPassword, takePortalToken } from '../../db/tables/portalUsers.ts';
import { deleteSignInFailuresOf } from '../../db/tables/signInFailures.ts';
import { action, done } from '../action.ts';
import { newPasswordHash } from '../staff/newPassword.ts';
import type { Origin } from '../staff/openSession.ts';
import { openPortalSession } from './openPortalSession.ts';
import { portalAttempt } from './portalThrottle.ts';

export type ChoosePortalPassword = { readonly token: string; readonly password: string; readonly origin: Origin };

/** Sets the password that a one-time link allows, ends all sessions of the person and opens a new one. A refused password keeps the link. */
export const choosePortalPassword = action<ChoosePortalPassword, string>(
  'portal.choose_password',
  'anyone',
  async (work, { token, password, origin }) => {
    const id = await takePortalToken(work.tx, work.safe.sha256(token), formatInstant(work.now));
    const user = id === undefined ? undefined : await lockPortalUser(work.tx, id);
    if (!user?.isActive) throw new Refusal('portal_link_invalid');
    await savePortalPassword(work.tx, user.id, await newPasswordHash(work, password, user.email));
    await deletePortalSessionsOf(work.tx, user.id, null);
    await deleteSignInFailuresOf(work.tx, portalAttempt('sign_in', user.email, origin.address).userName);
    await saveLastPortalSignIn(work.tx, user.id, formatInstant(work.now));
    const opened = await openPortalSession(work, { accountId: user.accountId, portalUserId: user.id }, origin);
    return done(opened, { accountId: user.accountId, detail: { email: user.email } });
  },
);
