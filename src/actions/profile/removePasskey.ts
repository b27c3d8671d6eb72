import type { Id } from '../../core/base/id.ts';
import { action, done, selfOf } from '../action.ts';
import { forgetOwnPasskey } from '../passkeys/ownPasskeys.ts';
import { confirmPassword, type PasswordAgain } from '../staff/confirmPassword.ts';
import { afterRemoval } from './afterRemoval.ts';

export const removePasskey = action<PasswordAgain & { readonly passkeyId: Id }, null>(
  'profile.remove_passkey',
  'signed_in',
  async (work, { passkeyId, ...again }) => {
    const staffId = selfOf(work.doer);
    await confirmPassword(work, staffId, again);
    const name = await forgetOwnPasskey(work, { door: 'panel', id: staffId }, passkeyId);
    await afterRemoval(work, staffId);
    return done(null, { detail: { name } });
  },
);
