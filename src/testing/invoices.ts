import { action, done } from '../actions/action.ts';
import { type ActionContext, run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import { addDays, startOfDay } from '../core/base/calendar.ts';
import type { Id } from '../core/base/id.ts';
import { amount, negate } from '../core/base/money.ts';
import type { InvoiceDocument } from '../core/invoicing/invoiceDocument.ts';
import { posting } from '../core/ledger/ledger.ts';
import { row, sql } from '../db/sql.ts';
import { issueInvoices } from '../db/tables/invoices.ts';

export type TestInvoice = {
  readonly accountId: Id;
  /** Decimal. */
  readonly total: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  /** For a credit note: what it credits. */
  readonly credits?: Id;
};

let count = 0;

/** For tests: an invoice or credit note as issuing one leaves it behind, with one line, without calls. */
export async function issueTestInvoice(
  context: ActionContext,
  invoice: TestInvoice,
): Promise<{ readonly id: Id; readonly number: string }> {
  return run(context, systemActor, issue, invoice);
}

const issue = action<TestInvoice, { readonly id: Id; readonly number: string }>(
  'test.issue',
  'payment.record',
  async (work, one) => {
    count += 1;
    const isCredit = one.credits !== undefined;
    const number = `${isCredit ? 'CN' : 'INV'}-2026-${String(count).padStart(6, '0')}`;
    const total = amount(one.total);
    const onAccount = isCredit ? negate(total) : total;
    const entries = posting(
      { ledger: 'receivable', accountId: one.accountId, amount: onAccount },
      { ledger: 'extra_revenue', accountId: null, amount: negate(onAccount) },
    );
    const account = await row<{ currency: string }>(work.tx, sql`select currency from account where id = ${one.accountId}`);
    if (!account) throw new Error(`there is no account ${one.accountId}`);
    // Periods may not overlap: each invoice has a day of its own, long ago.
    const from = `${1900 + (count % 90)}-01-${String(1 + (Math.trunc(count / 90) % 28)).padStart(2, '0')}`;
    const range = {
      from,
      to: addDays(from, 1),
      toAt: startOfDay(addDays(from, 1), 'UTC'),
      afterTransfer: 0n,
      afterAt: null,
      uptoTransfer: 0n,
    };
    const head = { currency: account.currency, issuedOn: one.issuedOn, dueOn: one.dueOn };
    const [issued] = await issueInvoices(work.tx, [
      {
        ...{
          accountId: one.accountId,
          kind: isCredit ? 'credit_note' : 'invoice',
          creditsInvoiceId: one.credits ?? null,
          runId: null,
        },
        ...{ range: isCredit ? null : range, issuedAt: work.now, issuedBy: 'test', posting: entries },
        ...{ subtotal: total, taxTotal: 0n, includedTax: 0n, total, rounding: 0n, taxes: [] },
        lines: [{ line: 1, section: 'charges', description: 'Test', taxClass: 'untaxed', amount: total, credits: null }],
        // What is printed is nobody's business here.
        document: { number, ...head } as InvoiceDocument,
      },
    ]);
    if (!issued) throw new Error('the invoice was not stored');
    return done({ id: issued.invoiceId, number }, null);
  },
);
