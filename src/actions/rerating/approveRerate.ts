import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import * as rerates from '../../db/tables/rerates.ts';
import { action, done, nameOf } from '../action.ts';

/** Lets the back office book what a preview showed, and nothing else. Refused when rates were changed since the preview began. */
export const approveRerate = action<{ readonly runId: Id }, null>('rerate.approve', 'money.rerate', async (work, { runId }) => {
  const run = await rerates.lockRun(work.tx, runId);
  if (!run) throw new Refusal('not_found');
  if (run.state !== 'ready') throw new Refusal('stale_version');
  if (run.withPackageId !== null && (await rerates.findPackageVersion(work.tx, run.withPackageId)) !== run.packageVersion)
    throw new Refusal('rerate_outdated');
  await rerates.setBooking(work.tx, runId, work.now, nameOf(work.doer));
  return done(null, { detail: { runId: String(runId), changes: String(run.changedCount) } });
});
