import { networkOf } from '../../core/access/network.ts';
import { readTypedCode } from '../../core/access/secondFactor.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { type PasskeyAnswer, totpBinding } from '../../core/base/safe.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockTotp, useRecoveryCode, useTotpStep } from '../../db/tables/secondFactors.ts';
import { deleteSignInFailures } from '../../db/tables/signInFailures.ts';
import { findStaffById } from '../../db/tables/staff.ts';
import { findPendingSignIn } from '../../db/tables/staffSignIn.ts';
import { action, done, type Work } from '../action.ts';
import { usePasskey } from '../passkeys/usePasskey.ts';
import { type Origin, openSession } from './openSession.ts';

export type SecondProof =
  | { readonly method: 'totp'; readonly code: string }
  | { readonly method: 'recovery_code'; readonly code: string }
  | { readonly method: 'passkey'; readonly answer: PasskeyAnswer };
export type FinishSignIn = { readonly token: string; readonly proof: SecondProof; readonly origin: Origin };

/** The second step: checks the second factor and opens the session. `countSecondAttempt` comes first. */
export const finishSignIn = action<FinishSignIn, string>('staff.sign_in', 'anyone', async (work, { token, proof, origin }) => {
  const staffId = await findPendingSignIn(work.tx, work.safe.sha256(token), formatInstant(work.now));
  const staff = staffId === undefined ? undefined : await findStaffById(work.tx, staffId);
  if (!staff) throw new Refusal('sign_in_expired');
  await checkProof(work, staff.id, proof);
  await deleteSignInFailures(work.tx, staff.userName, networkOf(origin.address));
  const session = await openSession(work, staff.id, origin, proof.method);
  return done(session, { detail: { userName: staff.userName, method: proof.method } });
});

async function checkProof(work: Work, staffId: Id, proof: SecondProof): Promise<void> {
  switch (proof.method) {
    case 'totp':
      return checkTotp(work, staffId, proof.code);
    case 'recovery_code': {
      const hash = work.safe.sha256(readTypedCode(proof.code));
      if (await useRecoveryCode(work.tx, staffId, hash, formatInstant(work.now))) return;
      throw new Refusal('wrong_code', { message: 'This recovery code is wrong, or it was used before.' });
    }
    case 'passkey': {
      const passkey = await usePasskey(work, proof.answer, { purpose: 'second_factor', door: 'panel', ownerId: staffId });
      if (passkey.ownerId !== staffId) throw new Refusal('passkey_refused');
      return;
    }
    default:
      return proof satisfies never;
  }
}

/** Uses up a code of the authenticator app. */
async function checkTotp(work: Work, staffId: Id, code: string): Promise<void> {
  const totp = await lockTotp(work.tx, staffId);
  const secret = totp?.isConfirmed ? work.safe.open(totp.secretSealed, totpBinding(staffId)) : undefined;
  const step = secret === undefined ? undefined : work.safe.totp.stepOf(secret, code, work.now);
  if (step === undefined || !(await useTotpStep(work.tx, staffId, step))) throw new Refusal('wrong_code');
}
