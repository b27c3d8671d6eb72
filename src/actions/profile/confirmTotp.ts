import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { totpBinding } from '../../core/base/safe.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockTotp, confirmTotp as saveConfirmed, useTotpStep } from '../../db/tables/secondFactors.ts';
import { action, done, selfOf } from '../action.ts';
import { firstRecoveryCodes } from './recoveryCodes.ts';

/** Ends the set-up with a code of the app; answers recovery codes if this is the first second factor. */
export const confirmTotp = action<{ readonly code: string }, readonly string[]>(
  'profile.add_totp',
  'signed_in',
  async (work, { code }) => {
    const staffId = selfOf(work.doer);
    const totp = await lockTotp(work.tx, staffId);
    if (!totp || totp.isConfirmed) throw new Refusal('not_found');
    const step = work.safe.totp.stepOf(work.safe.open(totp.secretSealed, totpBinding(staffId)), code, work.now);
    if (step === undefined)
      throw fieldRefusal(
        'invalid_input',
        'code',
        'This code does not fit. Check the clock of the phone and type the newest code.',
      );
    await useTotpStep(work.tx, staffId, step);
    await saveConfirmed(work.tx, staffId, formatInstant(work.now));
    return done(await firstRecoveryCodes(work, staffId), { detail: {} });
  },
);
