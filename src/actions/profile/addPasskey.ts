import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { PasskeyAnswer } from '../../core/base/safe.ts';
import { formatInstant } from '../../core/base/time.ts';
import { insertPasskey } from '../../db/tables/passkeys.ts';
import { action, done, selfOf } from '../action.ts';
import { answeredChallenge } from '../staff/usePasskey.ts';
import { firstRecoveryCodes } from './recoveryCodes.ts';

export type AddPasskey = { readonly name: string; readonly answer: PasskeyAnswer };

/** Keeps a passkey that the browser has made; answers recovery codes if this is the first second factor. */
export const addPasskey = action<AddPasskey, { readonly id: Id; readonly recoveryCodes: readonly string[] }>(
  'profile.add_passkey',
  'signed_in',
  async (work, { name, answer }) => {
    const staffId = selfOf(work.doer);
    const { challenge, site } = await answeredChallenge(work, answer, { purpose: 'register', staffId });
    const made = await work.safe.passkeys.made(answer, { challenge, site });
    if (!made) throw new Refusal('passkey_refused');
    const at = formatInstant(work.now);
    const id = await insertPasskey(work.tx, { ...made, staffId, rpId: site.rpId, name, at });
    if (id === undefined) throw new Refusal('passkey_refused', { message: 'This passkey is known already.' });
    return done({ id, recoveryCodes: await firstRecoveryCodes(work, staffId) }, { detail: { name } });
  },
);
