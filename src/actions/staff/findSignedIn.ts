import type { Actor } from '../../core/access/permission.ts';
import type { Duty } from '../../core/access/secondFactor.ts';
import type { Id } from '../../core/base/id.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { findSession, touchSession } from '../../db/tables/staffSessions.ts';
import { action, done } from '../action.ts';
import { sessionSeconds } from './openSession.ts';

export type FindSignedIn = { readonly token: string; readonly mode: 'use' | 'look' };
export type SignedInStaff = Actor & {
  readonly kind: 'staff';
  readonly userName: string;
  readonly sessionId: Id;
  /** What must be done before anything else; until then the session may do nothing but that. */
  readonly duty: Duty | undefined;
};

/** Seen times are written at most once a minute: a page that loads must not write for each of its requests. */
const touchMilliseconds = 60_000;

/** Who holds this session token; undefined when it is over. Using a session prolongs it, looking does not. */
export const findSignedIn = action<FindSignedIn, SignedInStaff | undefined>(
  'staff.find_signed_in',
  'anyone',
  async (work, { token, mode }) => {
    const hash = work.safe.sha256(token);
    const found = await findSession(work.tx, hash, formatInstant(work.now));
    if (!found) return done(undefined, null);
    if (mode === 'use' && work.now - found.lastSeenAt > touchMilliseconds)
      await touchSession(work.tx, hash, formatInstant(work.now), formatInstant(addSeconds(work.now, sessionSeconds)));
    const { staffId, name, userName, level, sessionId, duty } = found;
    return done({ kind: 'staff', id: staffId, name, userName, level, sessionId, duty }, null);
  },
);
