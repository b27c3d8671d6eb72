import type { PortalUser } from '../../core/access/portal.ts';
import type { Id } from '../../core/base/id.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { findPortalSession, touchPortalSession } from '../../db/tables/portalSessions.ts';
import { action, done } from '../action.ts';
import { portalSessionSeconds } from './openPortalSession.ts';

export type SignedInCustomer = PortalUser & { readonly sessionId: Id; readonly email: string; readonly language: string };

/** Seen times are written at most once a minute. */
const touchMilliseconds = 60_000;

/** `look` does not prolong the session: to watch is not to use. */
export type FindPortalUser = { readonly token: string; readonly mode?: 'use' | 'look' };

/** Who holds this session of the portal; undefined when it is over. A customer's session lives on by use, a visit does not. */
export const findPortalUser = action<FindPortalUser, SignedInCustomer | undefined>(
  'portal.find_signed_in',
  'anyone',
  async (work, { token, mode = 'use' }) => {
    const found = await findPortalSession(work.tx, work.safe.sha256(token), formatInstant(work.now));
    if (!found) return done(undefined, null);
    const { sessionId, accountId, portalUserId, staffId, name, email, language } = found;
    const id = portalUserId ?? staffId;
    if (id === null) throw new Error(`portal session ${sessionId} belongs to nobody`);
    if (mode === 'use' && staffId === null && work.now - found.lastSeenAt > touchMilliseconds) {
      const until = addSeconds(work.now, portalSessionSeconds);
      await touchPortalSession(work.tx, sessionId, formatInstant(work.now), formatInstant(until));
    }
    return done({ kind: 'portal_user', id, name, email, accountId, isVisit: staffId !== null, sessionId, language }, null);
  },
);
