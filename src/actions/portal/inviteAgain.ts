import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockPortalUser } from '../../db/tables/portalUsers.ts';
import { action, done } from '../action.ts';
import { writePortalLetter } from './writePortalLetter.ts';

/** Sends a new link to choose a password; older links of this person end. */
export const inviteAgain = action<{ readonly portalUserId: Id; readonly publicUrl: string }, null>(
  'portal_user.invite_again',
  'account.change',
  async (work, { portalUserId, publicUrl }) => {
    const user = await lockPortalUser(work.tx, portalUserId);
    if (!user?.isActive) throw new Refusal('not_found');
    await writePortalLetter(work, user, { kind: 'invitation', publicUrl });
    return done(null, { accountId: user.accountId, detail: { email: user.email } });
  },
);
