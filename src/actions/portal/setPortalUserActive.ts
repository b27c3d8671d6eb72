import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { deletePortalSessionsOf } from '../../db/tables/portalSessions.ts';
import { deletePortalTokensOf, lockPortalUser, savePortalUserActive } from '../../db/tables/portalUsers.ts';
import { action, done } from '../action.ts';

/** Takes the portal from a person, or gives it back. Taken: sessions and links end at once. */
export const setPortalUserActive = action<{ readonly portalUserId: Id; readonly isActive: boolean }, null>(
  'portal_user.set_active',
  'account.change',
  async (work, { portalUserId, isActive }) => {
    const user = await lockPortalUser(work.tx, portalUserId);
    if (!user) throw new Refusal('not_found');
    if (user.isActive === isActive) return done(null, null);
    await savePortalUserActive(work.tx, user.id, isActive);
    if (!isActive) await deletePortalTokensOf(work.tx, user.id);
    if (!isActive) await deletePortalSessionsOf(work.tx, user.id, null);
    return done(null, { accountId: user.accountId, detail: { email: user.email, isActive } });
  },
);
