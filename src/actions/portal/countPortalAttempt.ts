import { action, done } from '../action.ts';
import { countPortalTry, portalAttempt } from './portalThrottle.ts';

/** Counts an attempt at the portal before the password is looked at; whoever comes in takes it back. */
export const countPortalAttempt = action<{ readonly email: string; readonly address: string }, null>(
  'portal.count_attempt',
  'anyone',
  async (work, { email, address }) => {
    await countPortalTry(work, portalAttempt('sign_in', email, address));
    return done(null, null);
  },
);
