import type { Id } from '../../core/base/id.ts';
import { deletePortalSessionsOf } from '../../db/tables/portalSessions.ts';
import { deletePortalTokensOf, savePortalPassword } from '../../db/tables/portalUsers.ts';
import { action, done } from '../action.ts';
import type { PasswordAgain } from '../staff/confirmPassword.ts';
import { newPasswordHash } from '../staff/newPassword.ts';
import { confirmPortalPassword } from './confirmPortalPassword.ts';

export type ChangePortalPassword = PasswordAgain & { readonly newPassword: string; readonly sessionId: Id };

/** A new password for oneself; every other session of this person ends. The endpoint counts attempts first. */
export const changePortalPassword = action<ChangePortalPassword, null>(
  'portal.change_password',
  'portal_change',
  async (work, { newPassword, sessionId, ...again }) => {
    const user = await confirmPortalPassword(work, again);
    await savePortalPassword(work.tx, user.id, await newPasswordHash(work, newPassword, user.email, 'newPassword'));
    await deletePortalTokensOf(work.tx, user.id);
    const sessionsEnded = await deletePortalSessionsOf(work.tx, user.id, sessionId);
    return done(null, { accountId: user.accountId, detail: { sessionsEnded } });
  },
);
