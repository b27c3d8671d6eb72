import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { isRunUnderWay, lockInvoiceRun, saveRunState } from '../../db/tables/invoiceRuns.ts';
import { action, done } from '../action.ts';

export type SetRunState = { readonly runId: Id; readonly state: 'running' | 'stopped' };

/** Stops a run between two batches, or lets it go on where it was. A run that is done stays done. */
export const setRunState = action<SetRunState, null>('invoice_run.set_state', 'invoice.issue', async (work, { runId, state }) => {
  const run = await lockInvoiceRun(work.tx, runId);
  if (!run) throw new Refusal('not_found');
  if (run.state === state || run.state === 'done') return done(null, null);
  if (state === 'running' && run.mode !== 'preview' && (await isRunUnderWay(work.tx))) throw new Refusal('run_in_progress');
  await saveRunState(work.tx, runId, state, null);
  return done(null, { detail: { runId, state } });
});
