import type { SignInMethod } from '../../core/access/secondFactor.ts';
import type { Id } from '../../core/base/id.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { deleteExpiredSessions, deleteSession, insertSession } from '../../db/tables/staffSessions.ts';
import { deletePendingSignInsOf, saveLastSignIn } from '../../db/tables/staffSignIn.ts';
import type { Work } from '../action.ts';

/** A session ends after this time without a request. Seconds. */
export const sessionSeconds = 12 * 3600;

/** Where a person signs in from. `oldToken`: the session that the browser came with; it ends. */
export type Origin = { readonly address: string; readonly userAgent: string; readonly oldToken?: string | undefined };

/** A new session with a new id; the token is told to the browser alone, the table keeps its hash. */
export async function openSession(work: Work, staffId: Id, origin: Origin, method: SignInMethod): Promise<string> {
  const token = newToken(work);
  const createdAt = formatInstant(work.now);
  if (origin.oldToken !== undefined) await deleteSession(work.tx, work.safe.sha256(origin.oldToken));
  await deleteExpiredSessions(work.tx, createdAt);
  await deletePendingSignInsOf(work.tx, staffId);
  await saveLastSignIn(work.tx, staffId, createdAt);
  await insertSession(work.tx, {
    tokenHash: work.safe.sha256(token),
    staffId,
    createdAt,
    expiresAt: formatInstant(addSeconds(work.now, sessionSeconds)),
    address: origin.address,
    userAgent: origin.userAgent.slice(0, 300),
    method,
  });
  return token;
}

/** 256 random bits, as text for a cookie or a request. */
export function newToken(work: Work): string {
  return Buffer.from(work.safe.randomBytes(32)).toString('base64url');
}
