import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { numbered } from '../../core/invoicing/drawUp.ts';
import { invoiceIssued } from '../../core/ledger/invoicePostings.ts';
import { type BillingRow, lockBilling, lockDueBilling, saveBilledStates } from '../../db/tables/accountBilling.ts';
import { type InvoiceRunRow, lockInvoiceRun, type RunItem, saveRunItems, saveRunState } from '../../db/tables/invoiceRuns.ts';
import { issueInvoices, type NewInvoice, takeNumbers } from '../../db/tables/invoices.ts';
import { backToSavepoint, savepoint } from '../../db/tables/savepoint.ts';
import { action, done, type Work } from '../action.ts';
import { type BillingDesk, nextIssueDay, openBillingDesk } from './billingDesk.ts';
import { candidatesOf, type Drawing, type DrawnInvoice, drawUpBatch } from './drawUpBatch.ts';

/** Whether there is more to do: false when the run is done, was stopped, or is no more. */
export type BatchIssued = { readonly hasMore: boolean };

/**
 * Works on the next accounts of a run: draws up, numbers, books and stores their invoices, notes it on the run, all in one transaction. The
 * account's billing row says what was invoiced, so nothing is invoiced twice, whoever else works on it and wherever we are stopped. A preview
 * does the same and takes it back, but for what it has seen.
 */
export const issueBatch = action<{ readonly runId: Id; readonly limit: number }, BatchIssued>(
  'invoice_run.issue',
  'invoice.issue',
  async (work, { runId, limit }) => {
    const run = await lockInvoiceRun(work.tx, runId);
    if (run?.state !== 'running') return done({ hasMore: false }, null);
    const isPreview = run.mode === 'preview';
    if (isPreview) await savepoint(work.tx);
    const desk = await openBillingDesk(work);
    const found = await nextAccounts(work, run, limit);
    const drawings = await drawUpBatch(work, desk, candidatesOf(desk, found, run));
    if (isPreview) await backToSavepoint(work.tx);
    else await issue(work, desk, run, drawings);
    await saveRunItems(work.tx, run.id, drawings.map(itemOf));
    const hasMore = run.accountId === null && found.length === limit;
    if (hasMore) return done({ hasMore }, null);
    await saveRunState(work.tx, run.id, 'done', formatInstant(work.now));
    return done({ hasMore }, isPreview ? null : { detail: { runId, mode: run.mode } });
  },
);

async function nextAccounts(work: Work, run: InvoiceRunRow, limit: number): Promise<readonly BillingRow[]> {
  if (run.accountId === null) return lockDueBilling(work.tx, run.cursor, run.asOf, limit);
  const one = run.cursor < run.accountId ? await lockBilling(work.tx, run.accountId) : undefined;
  return one ? [one] : [];
}

async function issue(work: Work, desk: BillingDesk, run: InvoiceRunRow, drawings: readonly Drawing[]): Promise<void> {
  const drawn = drawings.flatMap((one) => one.invoices);
  const numbers = await takeNumbers(work.tx, desk.settings.invoiceNumberFormat, desk.today, drawn.length);
  await issueInvoices(
    work.tx,
    drawn.map((one, index) => newInvoice(work, run, one, numbers[index] ?? '')),
  );
  await saveBilledStates(
    work.tx,
    drawings.flatMap(({ row, problem }) => {
      const { billedUntil, billedUntilAt } = row;
      // Nothing was due, or nothing may be issued: all stays as it is, and a problem is tried again tomorrow.
      if (problem !== undefined || billedUntil === null || billedUntilAt === null) return [];
      return [{ ...row, billedUntil, billedUntilAt, nextIssueOn: nextIssueDay(desk, row) }];
    }),
  );
}

function newInvoice(work: Work, run: InvoiceRunRow, one: DrawnInvoice, number: string): NewInvoice {
  const { sums, money, period } = one;
  return {
    ...{ accountId: one.accountId, kind: 'invoice', creditsInvoiceId: null, runId: run.id },
    range: {
      ...{ from: period.from, to: period.to, toAt: one.until },
      ...{ afterTransfer: one.afterTransfer, afterAt: one.afterAt, uptoTransfer: one.uptoTransfer },
    },
    ...{ issuedAt: work.now, issuedBy: run.actorName },
    ...{ subtotal: sums.subtotal, taxTotal: sums.taxTotal, includedTax: sums.includedTax, total: sums.total },
    rounding: sums.subtotal + sums.includedTax - sums.exact,
    posting: invoiceIssued(money),
    lines: one.unnumbered.lines.map(({ line, section, description, taxClass }, index) => ({
      ...{ line, section, description, taxClass, credits: null },
      amount: sums.amounts[index] ?? 0n,
    })),
    taxes: sums.taxes.map(({ tax, base, amount }) => ({
      ...{ name: tax.name, percent: tax.percent, isInclusive: tax.isInclusive },
      ...{ base, amount },
    })),
    document: numbered(one, number),
  };
}

function itemOf({ row, invoices, problem }: Drawing): RunItem {
  const total = invoices.reduce((sum, one) => sum + one.sums.total, 0n);
  const outcome = problem !== undefined ? 'problem' : invoices.length > 0 ? 'issued' : 'nothing';
  return { accountId: row.accountId, outcome, problem: problem ?? '', invoiceCount: invoices.length, total };
}
