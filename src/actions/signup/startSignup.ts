import { fillSecondsMin, puzzleBits } from '../../core/accounts/signupGuard.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { findCompanyName } from '../../db/tables/settings.ts';
import { findFormByCode, type StoredSignupForm } from '../../db/tables/signupForms.ts';
import { countSignups } from '../../db/tables/signupSubmissions.ts';
import { action, done } from '../action.ts';
import { type FormToken, sealToken } from './formToken.ts';

export type StartSignup = {
  readonly code: string;
  readonly kind: FormToken['kind'];
  /** True for a form that somebody has filled in already: it may be sent again at once. */
  readonly isAgain: boolean;
};
export type StartedSignup = {
  readonly form: StoredSignupForm;
  readonly companyName: string;
  readonly token: string;
  readonly bits: number;
};

/** What it takes to show a form: its settings and a token that makes one filling of it count once. */
export const startSignup = action<StartSignup, StartedSignup>('signup.start', 'anyone', async (work, { code, kind, isAgain }) => {
  const form = await findFormByCode(work.tx, code);
  if (!form) throw new Refusal('not_found');
  const hour = formatInstant(addSeconds(work.now, -3600));
  const { ofFormHour } = await countSignups(work.tx, form.id, '', { hour, day: hour });
  const bits = puzzleBits(ofFormHour);
  const madeAt = isAgain ? addSeconds(work.now, -fillSecondsMin) : work.now;
  const token = sealToken(work, form.id, { kind, madeAt, bits });
  return done({ form, companyName: await findCompanyName(work.tx), token, bits }, null);
});
