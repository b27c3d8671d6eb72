import { requestOptions } from '../../core/access/passkey.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { PasskeySite } from '../../core/base/safe.ts';
import { formatInstant } from '../../core/base/time.ts';
import { listPasskeyRefs } from '../../db/tables/passkeys.ts';
import { findPendingSignIn } from '../../db/tables/staffSignIn.ts';
import { action, done } from '../action.ts';
import { offerPasskeyAlone } from '../passkeys/ownPasskeys.ts';
import { newChallenge } from '../passkeys/usePasskey.ts';

/** `token` undefined: the passkey takes the place of the password, and the device says whose it is. */
export type OfferPasskeySignIn = { readonly token: string | undefined; readonly site: PasskeySite };

/** What a browser needs to prove a passkey, as the second factor or alone. Alone it tells nothing about who exists. */
export const offerPasskeySignIn = action<OfferPasskeySignIn, ReturnType<typeof requestOptions>>(
  'staff.offer_passkey',
  'anyone',
  async (work, { token, site }) => {
    if (token === undefined) return done(await offerPasskeyAlone(work, 'panel', site), null);
    const staffId = await findPendingSignIn(work.tx, work.safe.sha256(token), formatInstant(work.now));
    if (staffId === undefined) throw new Refusal('sign_in_expired');
    const known = await listPasskeyRefs(work.tx, { door: 'panel', id: staffId }, site.rpId);
    if (known.length === 0)
      throw new Refusal('passkey_refused', {
        message: `Your passkeys belong to another address than ${site.rpId}. Open the panel there, or use another way.`,
      });
    const challenge = await newChallenge(work, { purpose: 'second_factor', door: 'panel', ownerId: staffId }, site);
    return done(requestOptions({ challenge, site, known, isAlone: false }), null);
  },
);
