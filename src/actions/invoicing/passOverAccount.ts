import type { Id } from '../../core/base/id.ts';
import { lockBilling, lockDueBilling } from '../../db/tables/accountBilling.ts';
import { lockInvoiceRun, saveRunItems } from '../../db/tables/invoiceRuns.ts';
import { action, done } from '../action.ts';

/**
 * Notes that the next account of a run could not be invoiced, after its transaction was undone: one broken account must not keep all
 * others from their invoices. It stays due.
 */
export const passOverAccount = action<{ readonly runId: Id; readonly problem: string }, null>(
  'invoice_run.pass_over',
  'invoice.issue',
  async (work, { runId, problem }) => {
    const run = await lockInvoiceRun(work.tx, runId);
    if (run?.state !== 'running') return done(null, null);
    const [next] =
      run.accountId === null
        ? await lockDueBilling(work.tx, run.cursor, run.asOf, 1)
        : [run.cursor < run.accountId ? await lockBilling(work.tx, run.accountId) : undefined];
    if (!next) return done(null, null);
    const item = { accountId: next.accountId, outcome: 'problem' as const, problem, invoiceCount: 0, total: 0n };
    await saveRunItems(work.tx, runId, [item]);
    return done(null, { accountId: next.accountId, detail: { runId, problem } });
  },
);
