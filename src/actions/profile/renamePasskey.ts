import type { Id } from '../../core/base/id.ts';
import { action, done, selfOf } from '../action.ts';
import { nameOwnPasskey } from '../passkeys/ownPasskeys.ts';

export const renamePasskey = action<{ readonly passkeyId: Id; readonly name: string }, null>(
  'profile.rename_passkey',
  'signed_in',
  async (work, { passkeyId, name }) => {
    await nameOwnPasskey(work, { door: 'panel', id: selfOf(work.doer) }, passkeyId, name);
    return done(null, { detail: { name } });
  },
);
