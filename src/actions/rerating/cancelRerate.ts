import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import * as rerates from '../../db/tables/rerates.ts';
import { action, done } from '../action.ts';

/** Puts a preview away; nothing of it was booked. */
export const cancelRerate = action<{ readonly runId: Id }, null>('rerate.cancel', 'money.rerate', async (work, { runId }) => {
  const run = await rerates.lockRun(work.tx, runId);
  if (!run) throw new Refusal('not_found');
  if (run.state !== 'previewing' && run.state !== 'ready') throw new Refusal('stale_version');
  await rerates.setCancelled(work.tx, runId, work.now);
  return done(null, { detail: { runId: String(runId) } });
});
