import type { Id } from '../../core/base/id.ts';
import { action, done } from '../action.ts';
import { nameOwnPasskey } from '../passkeys/ownPasskeys.ts';
import { customerOf } from './customerOf.ts';

export const renamePortalPasskey = action<{ readonly passkeyId: Id; readonly name: string }, null>(
  'portal.rename_passkey',
  'portal_change',
  async (work, { passkeyId, name }) => {
    const { id, accountId } = customerOf(work.doer);
    await nameOwnPasskey(work, { door: 'portal', id }, passkeyId, name);
    return done(null, { accountId, detail: { name } });
  },
);
