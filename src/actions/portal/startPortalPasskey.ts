import type { creationOptions } from '../../core/access/passkey.ts';
import type { PasskeySite } from '../../core/base/safe.ts';
import { findSignInRules } from '../../db/tables/staffSignIn.ts';
import { action, done } from '../action.ts';
import { beginPasskey } from '../passkeys/ownPasskeys.ts';
import type { PasswordAgain } from '../staff/confirmPassword.ts';
import { confirmPortalPassword } from './confirmPortalPassword.ts';

/** Begins the making of a customer's passkey: what the browser needs. It bears the operator's name. */
export const startPortalPasskey = action<PasswordAgain & { readonly site: PasskeySite }, ReturnType<typeof creationOptions>>(
  'portal.start_passkey',
  'portal_change',
  async (work, { site, ...again }) => {
    const { id, email, name } = await confirmPortalPassword(work, again);
    const { companyName } = await findSignInRules(work.tx);
    const person = { userName: email, name, company: companyName === '' ? site.rpId : companyName };
    return done(await beginPasskey(work, { door: 'portal', id }, person, site), null);
  },
);
