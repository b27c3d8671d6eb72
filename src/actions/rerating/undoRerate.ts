import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import * as rerates from '../../db/tables/rerates.ts';
import { action, done, nameOf } from '../action.ts';

/** Prepares the re-rating that takes another one back, once; it is looked at and approved like any other. Answers its id. */
export const undoRerate = action<{ readonly runId: Id; readonly reason: string }, Id>(
  'rerate.undo',
  'money.rerate',
  async (work, { runId, reason }) => {
    const run = await rerates.lockRun(work.tx, runId);
    if (!run) throw new Refusal('not_found');
    const id = await rerates.insertUndo(work.tx, runId, reason, work.now, nameOf(work.doer));
    if (id === undefined) throw new Refusal('stale_version');
    return done(id, { detail: { runId: String(id), undoOf: String(runId), reason } });
  },
);
