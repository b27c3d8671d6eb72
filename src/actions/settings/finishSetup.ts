import { formatInstant } from '../../core/base/time.ts';
import { finishSetup as finish } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';

/** Ends the first run. */
export const finishSetup = action<null, null>('setting.finish_setup', 'setting.change', async (work) => {
  await finish(work.tx, formatInstant(work.now));
  return done(null, {});
});
