import type { Id } from '../../core/base/id.ts';
import { addSeconds, formatInstant, type Seconds } from '../../core/base/time.ts';
import { deleteExpiredPortalSessions, deletePortalSession, insertPortalSession } from '../../db/tables/portalSessions.ts';
import type { Work } from '../action.ts';
import { newToken, type Origin } from '../staff/openSession.ts';

/** A session of a customer ends after this time without a request; a visit of staff after its time, used or not. Seconds. */
export const portalSessionSeconds: Seconds = 7 * 24 * 3600;
export const visitSeconds: Seconds = 30 * 60;

type Opened = { readonly accountId: Id; readonly portalUserId: Id } | { readonly accountId: Id; readonly staffId: Id };

/** A new session of the portal with a new token; the browser's old one ends. */
export async function openPortalSession(work: Work, who: Opened, origin: Origin): Promise<string> {
  const token = newToken(work);
  const createdAt = formatInstant(work.now);
  if (origin.oldToken !== undefined) await deletePortalSession(work.tx, work.safe.sha256(origin.oldToken));
  await deleteExpiredPortalSessions(work.tx, createdAt);
  const isOwn = 'portalUserId' in who;
  await insertPortalSession(work.tx, {
    tokenHash: work.safe.sha256(token),
    accountId: who.accountId,
    portalUserId: isOwn ? who.portalUserId : null,
    staffId: isOwn ? null : who.staffId,
    createdAt,
    expiresAt: formatInstant(addSeconds(work.now, isOwn ? portalSessionSeconds : visitSeconds)),
    address: origin.address,
    userAgent: origin.userAgent.slice(0, 300),
  });
  return token;
}
