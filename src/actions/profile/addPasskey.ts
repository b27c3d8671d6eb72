import type { Id } from '../../core/base/id.ts';
import { action, done, selfOf } from '../action.ts';
import { keepPasskey, type NamedAnswer } from '../passkeys/ownPasskeys.ts';
import { firstRecoveryCodes } from './recoveryCodes.ts';

/** Keeps a passkey that the browser has made; answers recovery codes if this is the first second factor. */
export const addPasskey = action<NamedAnswer, { readonly id: Id; readonly recoveryCodes: readonly string[] }>(
  'profile.add_passkey',
  'signed_in',
  async (work, { name, answer }) => {
    const staffId = selfOf(work.doer);
    const id = await keepPasskey(work, { door: 'panel', id: staffId }, { name, answer });
    return done({ id, recoveryCodes: await firstRecoveryCodes(work, staffId) }, { detail: { name } });
  },
);
