import { action, done } from '../actions/action.ts';
import { type ActionContext, run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import type { Id } from '../core/base/id.ts';
import { amount, negate } from '../core/base/money.ts';
import { formatInstant } from '../core/base/time.ts';
import { posting } from '../core/ledger/ledger.ts';
import { row, rows, sql } from '../db/sql.ts';
import { post } from '../db/tables/ledger.ts';

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
    const at = formatInstant(work.now);
    const head = { kind: isCredit ? ('credit_note' as const) : ('invoice' as const), key: number, occurredAt: at };
    const { transferId } = await post(work.tx, { ...head, description: number, actorName: 'test' }, entries);
    // Periods may not overlap: each invoice has a day of its own, long ago.
    const from = isCredit ? null : `${1900 + (count % 90)}-01-${String(1 + (Math.trunc(count / 90) % 28)).padStart(2, '0')}`;
    const found = await row<{ id: Id }>(
      work.tx,
      sql`insert into invoice (account_id, kind, number, credits_invoice_id, currency, period_from, period_to, period_to_at, upto_transfer,
                             issued_on, issued_at, issued_by, due_on, subtotal, tax_total, included_tax, total, rounding, transfer_id, document)
        select a.id, ${head.kind}, ${number}, ${one.credits ?? null}, a.currency, ${from}::date, ${from}::date + 1,
               case when ${isCredit} then null else ${at}::timestamptz end, case when ${isCredit} then null else 0 end, ${one.issuedOn}, ${at},
               'test', ${one.dueOn}, ${total}, 0, 0, ${total}, 0, ${transferId}, '{}'
          from account a
         where a.id = ${one.accountId}
     returning id`,
    );
    if (!found) throw new Error('the invoice was not stored');
    await rows(
      work.tx,
      sql`insert into invoice_line (invoice_id, line, section, description, tax_class, amount)
        values (${found.id}, 1, 'charges', 'Test', 'untaxed', ${total})`,
    );
    return done({ id: found.id, number }, null);
  },
);
