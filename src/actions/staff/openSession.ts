import type { Id } from '../../core/base/id.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { deleteExpiredSessions, insertSession } from '../../db/tables/staffSessions.ts';
import type { Work } from '../action.ts';

/** A session ends after this time without a request. Seconds. */
export const sessionSeconds = 12 * 3600;

/** Where a person signs in from. */
export type Origin = { readonly address: string; readonly userAgent: string };

/** A new session with a new id; the token is told to the browser alone, the table keeps its hash. */
export async function openSession(work: Work, staffId: Id, origin: Origin): Promise<string> {
  const token = Buffer.from(work.safe.randomBytes(32)).toString('base64url');
  const createdAt = formatInstant(work.now);
  await deleteExpiredSessions(work.tx, createdAt);
  await insertSession(work.tx, {
    tokenHash: work.safe.sha256(token),
    staffId,
    createdAt,
    expiresAt: formatInstant(addSeconds(work.now, sessionSeconds)),
    address: origin.address,
    userAgent: origin.userAgent.slice(0, 300),
  });
  return token;
}
