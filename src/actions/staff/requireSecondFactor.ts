import type { SecondFactorRule } from '../../core/access/secondFactor.ts';
import { lockSettings } from '../../db/tables/settings.ts';
import { saveSecondFactorRule } from '../../db/tables/staffSignIn.ts';
import { action, done } from '../action.ts';

/** Says who must have two-step sign-in. Whoever has none is asked to set it up before anything else, also who is signed in. */
export const requireSecondFactor = action<{ readonly rule: SecondFactorRule }, null>(
  'setting.require_second_factor',
  'setting.change',
  async (work, { rule }) => {
    await lockSettings(work.tx);
    await saveSecondFactorRule(work.tx, rule);
    return done(null, { detail: { rule } });
  },
);
