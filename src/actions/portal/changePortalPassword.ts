import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { deletePortalSessionsOf } from '../../db/tables/portalSessions.ts';
import { deletePortalTokensOf, lockPortalUser, savePortalPassword } from '../../db/tables/portalUsers.ts';
import { action, done } from '../action.ts';
import { newPasswordHash } from '../staff/newPassword.ts';
import { customerOf } from './customerOf.ts';

export type ChangePortalPassword = { readonly password: string; readonly newPassword: string; readonly sessionId: Id };

/** A new password for oneself; every other session of this person ends. The endpoint counts attempts first. */
export const changePortalPassword = action<ChangePortalPassword, null>(
  'portal.change_password',
  'portal_change',
  async (work, { password, newPassword, sessionId }) => {
    const customer = customerOf(work.doer);
    const user = await lockPortalUser(work.tx, customer.id);
    if (!user) throw new Refusal('not_signed_in');
    if (!(await work.safe.isPassword(password, user.passwordHash ?? undefined)))
      throw fieldRefusal('wrong_credentials', 'password', 'This is not your password.');
    await savePortalPassword(work.tx, user.id, await newPasswordHash(work, newPassword, user.email, 'newPassword'));
    await deletePortalTokensOf(work.tx, user.id);
    const sessionsEnded = await deletePortalSessionsOf(work.tx, user.id, sessionId);
    return done(null, { accountId: customer.accountId, detail: { sessionsEnded } });
  },
);
