import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { renamePasskey as saveName } from '../../db/tables/passkeys.ts';
import { action, done, selfOf } from '../action.ts';

export const renamePasskey = action<{ readonly passkeyId: Id; readonly name: string }, null>(
  'profile.rename_passkey',
  'signed_in',
  async (work, { passkeyId, name }) => {
    if (!(await saveName(work.tx, selfOf(work.doer), passkeyId, name))) throw new Refusal('not_found');
    return done(null, { detail: { name } });
  },
);
