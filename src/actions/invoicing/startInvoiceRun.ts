import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant, localDate } from '../../core/base/time.ts';
import { countDue, lockBilling } from '../../db/tables/accountBilling.ts';
import { insertInvoiceRun } from '../../db/tables/invoiceRuns.ts';
import { getTimeZone } from '../../db/tables/settings.ts';
import { action, done, nameOf } from '../action.ts';

export type StartInvoiceRun = {
  readonly mode: 'by_hand' | 'preview';
  /** One account alone; null = all whose invoices are due. */
  readonly accountId: Id | null;
  /** Periods whose invoices are due on this day. Left out: today. */
  readonly asOf?: string | undefined;
  /** For one account: its period ends before this day, whatever its calendar says. */
  readonly until?: string | undefined;
};

/** Starts an invoice run, or a preview of one. The back office works on it (jobs/issueInvoices.ts). Only one run at a time. */
export const startInvoiceRun = action<StartInvoiceRun, Id>('invoice_run.start', 'invoice.issue', async (work, input) => {
  const today = localDate(work.now, await getTimeZone(work.tx));
  const { mode, accountId, asOf = today, until = null } = input;
  if (asOf > today)
    throw fieldRefusal('invalid_input', 'asOf', 'Nothing is invoiced before its day: choose today or a day before.');
  if (until !== null && until > today)
    throw fieldRefusal('invalid_input', 'until', 'A period that is not over cannot be invoiced: choose today or a day before.');
  if (until !== null && accountId === null)
    throw fieldRefusal('invalid_input', 'until', 'Only the period of one account can end on a day of its own.');
  if (accountId !== null && !(await lockBilling(work.tx, accountId))) throw new Refusal('not_found');
  const accountCount = accountId === null ? await countDue(work.tx, asOf) : 1;
  const run = { mode, accountId, asOf, until, accountCount, actorName: nameOf(work.doer), startedAt: formatInstant(work.now) };
  const id = await insertInvoiceRun(work.tx, run);
  if (id === undefined) throw new Refusal('run_in_progress');
  const audit = { ...(accountId !== null && { accountId }), detail: { runId: id, mode, asOf, until } };
  return done(id, mode === 'preview' ? null : audit);
});
