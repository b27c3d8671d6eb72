import { Refusal } from '../../core/base/refusal.ts';
import type { PasskeyAnswer } from '../../core/base/safe.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockPortalUser, saveLastPortalSignIn } from '../../db/tables/portalUsers.ts';
import { deleteSignInFailures } from '../../db/tables/signInFailures.ts';
import { action, done } from '../action.ts';
import { usePasskey } from '../passkeys/usePasskey.ts';
import type { Origin } from '../staff/openSession.ts';
import { openPortalSession } from './openPortalSession.ts';
import { portalAttempt } from './portalThrottle.ts';

/** Opens a session of the portal for a passkey in place of the password. */
export const signInToPortalWithPasskey = action<{ readonly answer: PasskeyAnswer; readonly origin: Origin }, string>(
  'portal.sign_in',
  'anyone',
  async (work, { answer, origin }) => {
    const passkey = await usePasskey(work, answer, { purpose: 'sign_in', door: 'portal', ownerId: null });
    const user = await lockPortalUser(work.tx, passkey.ownerId);
    if (!user?.isActive) throw new Refusal('passkey_refused');
    const { userName, network } = portalAttempt('sign_in', user.email, origin.address);
    await deleteSignInFailures(work.tx, userName, network);
    await saveLastPortalSignIn(work.tx, user.id, formatInstant(work.now));
    const token = await openPortalSession(work, { accountId: user.accountId, portalUserId: user.id }, origin);
    return done(token, { accountId: user.accountId, detail: { email: user.email, method: 'passkey' } });
  },
);
