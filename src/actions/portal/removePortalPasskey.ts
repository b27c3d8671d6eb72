import type { Id } from '../../core/base/id.ts';
import { action, done } from '../action.ts';
import { forgetOwnPasskey } from '../passkeys/ownPasskeys.ts';
import type { PasswordAgain } from '../staff/confirmPassword.ts';
import { confirmPortalPassword } from './confirmPortalPassword.ts';

export const removePortalPasskey = action<PasswordAgain & { readonly passkeyId: Id }, null>(
  'portal.remove_passkey',
  'portal_change',
  async (work, { passkeyId, ...again }) => {
    const { id, accountId } = await confirmPortalPassword(work, again);
    const name = await forgetOwnPasskey(work, { door: 'portal', id }, passkeyId);
    return done(null, { accountId, detail: { name } });
  },
);
