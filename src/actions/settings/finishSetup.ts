import { formatInstant } from '../../core/base/time.ts';
import { usualDailyCap, usualHourlyCap } from '../../core/fraud/guardSettings.ts';
import { startSpendCaps } from '../../db/tables/guardSettings.ts';
import { finishSetup as finish, getCurrency } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';

/** Ends the first run. From here on new accounts have spend caps, unless the operator has named others. */
export const finishSetup = action<null, null>('setting.finish_setup', 'setting.change', async (work) => {
  const currency = await getCurrency(work.tx);
  await startSpendCaps(work.tx, usualHourlyCap(currency), usualDailyCap(currency));
  await finish(work.tx, formatInstant(work.now));
  return done(null, {});
});
