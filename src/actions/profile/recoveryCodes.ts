import { recoveryCodeCount, typableCode } from '../../core/access/secondFactor.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { findFactors, hasRecoveryCodes, replaceRecoveryCodes } from '../../db/tables/secondFactors.ts';
import { action, done, selfOf, type Work } from '../action.ts';
import { confirmPassword, type PasswordAgain } from '../staff/confirmPassword.ts';

/** Ten new codes in place of all earlier ones; told once, kept as hashes. */
export async function newRecoveryCodes(work: Work, staffId: Id): Promise<readonly string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () => typableCode(work.safe.randomBytes(16)));
  await replaceRecoveryCodes(work.tx, staffId, codes.map(work.safe.sha256));
  return codes;
}

/** Codes for who sets up the first second factor; empty for who has codes already. */
export async function firstRecoveryCodes(work: Work, staffId: Id): Promise<readonly string[]> {
  return (await hasRecoveryCodes(work.tx, staffId)) ? [] : newRecoveryCodes(work, staffId);
}

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
