import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { formatAmount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { type DrawnCredit, drawUpCredit } from '../../core/invoicing/creditNote.ts';
import { numbered } from '../../core/invoicing/drawUp.ts';
import { percentOf } from '../../core/invoicing/percent.ts';
import { invoiceCredited } from '../../core/ledger/invoicePostings.ts';
import { lockBilling } from '../../db/tables/accountBilling.ts';
import {
  findCredited,
  findInvoice,
  type IssuedInvoice,
  issueInvoices,
  type NewInvoice,
  type StoredInvoice,
  takeNumbers,
} from '../../db/tables/invoices.ts';
import { action, done, nameOf, type Work } from '../action.ts';
import { openBillingDesk } from './billingDesk.ts';

export type CreditInvoice = {
  readonly invoiceId: Id;
  /** All that is left of the invoice, or these lines with the amounts printed there (10^-8). */
  readonly lines: 'whole' | readonly { readonly line: number; readonly amount: Amount }[];
  readonly reason: string;
  /** What was open on the screen; refused as stale when somebody else credited meanwhile. 10^-8. */
  readonly creditedBefore: Amount;
};

/** Issues a credit note that takes back an invoice or lines of it. The invoice stays as it is. */
export const creditInvoice = action<CreditInvoice, IssuedInvoice>('invoice.credit', 'invoice.credit', async (work, input) => {
  const found = await findInvoice(work.tx, input.invoiceId);
  if (!found) throw new Refusal('not_found');
  if (found.kind !== 'invoice') throw new Refusal('invalid_input', { message: 'A credit note cannot be credited.' });
  // The account's billing row is the lock of everything that issues: what was credited is read behind it.
  await lockBilling(work.tx, found.accountId);
  const credited = await findCredited(work.tx, found.id);
  const before = credited.lines.reduce((sum, { amount }) => sum + amount, 0n);
  if (before !== input.creditedBefore) throw new Refusal('stale_version');
  const desk = await openBillingDesk(work);
  const answer = drawUpCredit(
    found.document,
    {
      lines: new Map(credited.lines.map(({ line, amount }) => [line, amount])),
      taxes: found.document.taxes.map((_, index) => {
        const known = credited.taxes.find(({ position }) => position === index + 1);
        return { base: known?.base ?? 0n, amount: known?.amount ?? 0n };
      }),
    },
    input.lines,
    { issuedOn: desk.today, reason: input.reason },
  );
  if (!answer.ok) throw new Refusal('invalid_input', { faults: answer.faults });
  const [number = ''] = await takeNumbers(work.tx, desk.settings.creditNumberFormat, desk.today, 1);
  const [issued] = await issueInvoices(work.tx, [newCredit(work, found, answer.credit, number)]);
  if (!issued) throw new Error(`credit note ${number} was not issued`);
  const detail = { number, credits: found.document.number, total: formatAmount(answer.credit.total), reason: input.reason };
  return done(issued, { accountId: found.accountId, detail });
});

function newCredit(work: Work, invoice: StoredInvoice, credit: DrawnCredit, number: string): NewInvoice {
  const { accountId, document } = invoice;
  const { subtotal, taxTotal, includedTax, total } = credit;
  return {
    ...{ accountId, kind: 'credit_note', creditsInvoiceId: invoice.id, runId: null, range: null },
    ...{ issuedAt: work.now, issuedBy: nameOf(work.doer), subtotal, taxTotal, includedTax, total, rounding: 0n },
    posting: invoiceCredited({ accountId, ...credit.money }),
    lines: credit.lines.map(({ line, credits, amount }, index) => {
      const printed = credit.unnumbered.lines[index];
      if (!printed) throw new Error(`credit note ${number} has no line ${line}`);
      const { section, description, taxClass } = printed;
      return { line, section, description, taxClass, amount, credits };
    }),
    // All of them, also those of nothing: their places are those of the invoice.
    taxes: credit.taxes.map(({ base, amount }, index) => {
      const tax = document.taxes[index];
      return {
        name: tax?.name ?? '',
        percent: percentOf(tax?.percent ?? '0'),
        isInclusive: tax?.isInclusive ?? false,
        base,
        amount,
      };
    }),
    document: numbered(credit, number),
  };
}
