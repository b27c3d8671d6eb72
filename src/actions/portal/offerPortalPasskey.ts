import type { requestOptions } from '../../core/access/passkey.ts';
import type { PasskeySite } from '../../core/base/safe.ts';
import { action, done } from '../action.ts';
import { offerPasskeyAlone } from '../passkeys/ownPasskeys.ts';

/** What a browser needs to sign in to the portal with a passkey. */
export const offerPortalPasskey = action<{ readonly site: PasskeySite }, ReturnType<typeof requestOptions>>(
  'portal.offer_passkey',
  'anyone',
  async (work, { site }) => done(await offerPasskeyAlone(work, 'portal', site), null),
);
