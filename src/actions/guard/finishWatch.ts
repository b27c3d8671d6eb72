import { saveWatch } from '../../db/tables/guardWatch.ts';
import { action, done } from '../action.ts';
import type { WatchRound } from './listWatched.ts';

/** All of them were looked at: a stop before this has them looked at once more. */
export const finishWatch = action<WatchRound, null>('guard.finish', 'setting.change', async (work, { watch, newest }) => {
  await saveWatch(work.tx, watch, newest, work.now);
  return done(null, null);
});
