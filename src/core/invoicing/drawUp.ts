import { addDays } from '../base/calendar.ts';
import { formatMoney, unitOf } from '../base/currency.ts';
import { allocate } from '../base/divide.ts';
import type { Id } from '../base/id.ts';
import type { InvoiceMoney } from '../ledger/invoicePostings.ts';
import type { TransferKind } from '../ledger/ledger.ts';
import { addUp, type InvoiceRounding, type Sums } from './addUp.ts';
import type { BillingPeriod } from './billingPeriod.ts';
import { type Charge, linesOf } from './chargeLines.ts';
import type {
  CallGroup,
  InvoiceCalls,
  InvoiceCustomer,
  InvoiceDocument,
  InvoiceLine,
  InvoiceSeller,
  InvoiceStatement,
} from './invoiceDocument.ts';
import { formatPercent } from './percent.ts';
import { includedIn, type Tax, type TaxLine, taxesFor } from './tax.ts';

/** What all invoices of a run have in common: the operator as the settings say. */
export type Issuer = {
  readonly seller: InvoiceSeller;
  /** IANA name. */
  readonly timeZone: string;
  readonly taxes: readonly Tax[];
  readonly rounding: InvoiceRounding;
  readonly paymentInstructions: string;
  readonly note: string;
};

/** Everything about one account that its invoice is made of. Money in 10^-8, positive = the customer owes. */
export type Gathered = {
  readonly accountId: Id;
  readonly customer: InvoiceCustomer;
  readonly currency: string;
  readonly language: string;
  readonly taxExemption: string;
  readonly period: BillingPeriod;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly charges: readonly Charge[];
  /** What the last statement asked for. */
  readonly previousBalance: bigint;
  readonly movements: readonly Movement[];
  /** What is open of invoices that need not be paid before `issuedOn`. */
  readonly notYetDue: bigint;
};
/** Money that moved on the account since the last statement. `on` = the operator's date. */
export type Movement = {
  readonly on: string;
  readonly kind: TransferKind;
  readonly description: string;
  readonly amount: bigint;
};

/** An invoice that only wants its number. */
export type Drawn = {
  readonly unnumbered: Omit<InvoiceDocument, 'number'>;
  readonly sums: Sums;
  readonly money: InvoiceMoney;
  /** What the customer has to pay then, in 10^-8. */
  readonly totalDue: bigint;
};

/** Draws up the invoice of one account for one period. The same input gives the same document. */
export function drawUp(issuer: Issuer, one: Gathered): Drawn {
  const { currency } = one;
  const payer = { ...one.customer, exemption: one.taxExemption, operatorCountry: issuer.seller.country };
  const { taxes, notes } = taxesFor(issuer.taxes, payer);
  const lines = linesOf(one.charges);
  const sums = addUp(lines, taxes, issuer.rounding, currency);
  const money = (value: bigint) => formatMoney(value, currency);
  const printed = lines.map(({ exact: _, ...line }, index): InvoiceLine => {
    return { line: index + 1, ...line, amount: money(sums.amounts[index] ?? 0n) };
  });
  const statement = statementOf(one, sums.total);
  const unnumbered = {
    ...{ format: 1 as const, kind: 'invoice' as const, issuedOn: one.issuedOn, dueOn: one.dueOn },
    period: { from: one.period.from, to: addDays(one.period.to, -1) },
    ...{ currency, timeZone: issuer.timeZone, language: one.language, seller: issuer.seller, customer: one.customer },
    lines: printed,
    calls: callsOf(one.charges, printed, sums, currency),
    taxes: taxLines(sums, currency),
    taxNotes: notes,
    ...{ subtotal: money(sums.subtotal), taxTotal: money(sums.taxTotal) },
    ...{ includedTax: money(sums.includedTax), total: money(sums.total) },
    statement,
    credits: null,
    ...{ paymentInstructions: issuer.paymentInstructions, note: issuer.note },
  };
  return { unnumbered, sums, money: moneyOf(one.accountId, sums, currency), totalDue: balanceBefore(one) + sums.total };
}

/** The document as it is stored and printed. */
export function numbered({ unnumbered }: Pick<Drawn, 'unnumbered'>, number: string): InvoiceDocument {
  const { format, kind, ...rest } = unnumbered;
  return { format, kind, number, ...rest };
}

/** Each tax as printed. */
export function taxLines(sums: Pick<Sums, 'taxes'>, currency: string): readonly TaxLine[] {
  return sums.taxes.map(({ tax, base, amount }) => ({
    name: tax.name,
    percent: formatPercent(tax.percent),
    isInclusive: tax.isInclusive,
    appliesTo: tax.appliesTo,
    base: formatMoney(base, currency),
    amount: formatMoney(amount, currency),
  }));
}

function moneyOf(accountId: Id, sums: Sums, currency: string): InvoiceMoney {
  return {
    ...{ accountId, exact: sums.exact, total: sums.total, taxTotal: sums.taxTotal },
    includedInCalls: includedIn('calls', sums.taxes, sums.classes, currency),
    includedInExtras: includedIn('extras', sums.taxes, sums.classes, currency),
  };
}

function callsOf(charges: readonly Charge[], printed: readonly InvoiceLine[], sums: Sums, currency: string): InvoiceCalls {
  const byDestination = printed
    .filter((line) => line.section === 'calls')
    .map(({ description, calls = 0, seconds = 0, amount }): CallGroup => ({ name: description, calls, seconds, amount }));
  const total = printed.reduce((sum, line, index) => (line.section === 'calls' ? sum + (sums.amounts[index] ?? 0n) : sum), 0n);
  const byNumber = groupByNumber(charges);
  const amounts = allocate(
    byNumber.map((group) => group.exact),
    total,
    unitOf(currency),
  );
  return {
    calls: byDestination.reduce((sum, group) => sum + group.calls, 0),
    seconds: byDestination.reduce((sum, group) => sum + group.seconds, 0),
    amount: formatMoney(total, currency),
    byDestination,
    byNumber: byNumber.map(({ name, calls, seconds }, index) => ({
      ...{ name, calls, seconds },
      amount: formatMoney(amounts[index] ?? 0n, currency),
    })),
  };
}

type ExactGroup = { readonly name: string; readonly calls: number; readonly seconds: number; readonly exact: bigint };

function groupByNumber(charges: readonly Charge[]): readonly ExactGroup[] {
  const groups = new Map<string, ExactGroup>();
  for (const charge of charges) {
    if (charge.kind !== 'call') continue;
    const { calls, seconds, exact } = groups.get(charge.number) ?? { calls: 0, seconds: 0, exact: 0n };
    groups.set(charge.number, {
      ...{ name: charge.number, calls: calls + charge.calls },
      ...{ seconds: seconds + charge.seconds, exact: exact + charge.exact },
    });
  }
  return [...groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function balanceBefore(one: Gathered): bigint {
  return one.movements.reduce((sum, { amount }) => sum + amount, one.previousBalance);
}

/** What should have been paid by now: the balance, but for what need not be paid yet (oldest invoices are paid first). */
function statementOf(one: Gathered, total: bigint): InvoiceStatement {
  const money = (value: bigint) => formatMoney(value, one.currency);
  const before = balanceBefore(one);
  const overdue = before - one.notYetDue;
  return {
    previousBalance: money(one.previousBalance),
    movements: one.movements.map((movement) => ({ ...movement, amount: money(movement.amount) })),
    overdue: money(overdue > 0n ? overdue : 0n),
    totalDue: money(before + total),
  };
}

/** When an invoice is to be paid. */
export function dueOn(issuedOn: string, termsDays: number): string {
  return addDays(issuedOn, termsDays);
}
