import { fieldRefusal } from '../../core/base/refusal.ts';
import { findFactors } from '../../db/tables/secondFactors.ts';
import { action, done, selfOf } from '../action.ts';
import { confirmPassword, type PasswordAgain } from '../staff/confirmPassword.ts';
import { newRecoveryCodes } from './recoveryCodes.ts';

/** New recovery codes for oneself; the old ones are worth nothing then. */
export const renewRecoveryCodes = action<PasswordAgain, readonly string[]>(
  'profile.renew_recovery_codes',
  'signed_in',
  async (work, input) => {
    const staffId = selfOf(work.doer);
    await confirmPassword(work, staffId, input);
    const { hasTotp, passkeys } = await findFactors(work.tx, staffId);
    if (!hasTotp && passkeys === 0)
      throw fieldRefusal('invalid_input', 'password', 'Set up two-step sign-in first: recovery codes stand in for it.');
    return done(await newRecoveryCodes(work, staffId), { detail: {} });
  },
);
