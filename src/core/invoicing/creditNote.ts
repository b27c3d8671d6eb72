import { formatMoney, roundToUnit } from '../base/currency.ts';
import { parseAmount } from '../base/money.ts';
import type { FieldFault } from '../base/refusal.ts';
import type { CreditMoney } from '../ledger/invoicePostings.ts';
import type { InvoiceDocument, InvoiceLine } from './invoiceDocument.ts';
import { percentOf, wholePercent } from './percent.ts';
import type { TaxClass, TaxLine, TaxScope } from './tax.ts';

/** What earlier credit notes have taken back already: of each line, and of each tax in the order of the invoice. 10^-8. */
export type Credited = {
  readonly lines: ReadonlyMap<number, bigint>;
  readonly taxes: readonly { readonly base: bigint; readonly amount: bigint }[];
};

/** One line to credit, in 10^-8 as printed (with the tax that it contains). */
export type WishedCredit = { readonly line: number; readonly amount: bigint };

export type DrawnCredit = {
  readonly unnumbered: Omit<InvoiceDocument, 'number'>;
  readonly lines: readonly { readonly line: number; readonly credits: number; readonly amount: bigint }[];
  readonly taxes: readonly { readonly base: bigint; readonly amount: bigint }[];
  readonly subtotal: bigint;
  readonly taxTotal: bigint;
  readonly includedTax: bigint;
  readonly total: bigint;
  readonly money: Omit<CreditMoney, 'accountId'>;
};
type Answer =
  | { readonly ok: true; readonly credit: DrawnCredit }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/**
 * Takes back lines of an invoice, or all that is left of it (`'whole'`). Taxes follow in proportion to all that is credited by then, so that
 * however an invoice is credited bit by bit, in the end exactly its tax and its total are gone.
 */
export function drawUpCredit(
  invoice: InvoiceDocument,
  credited: Credited,
  wished: 'whole' | readonly WishedCredit[],
  told: { readonly issuedOn: string; readonly reason: string },
): Answer {
  const wanted = wished === 'whole' ? allThatIsLeft(invoice, credited) : wished;
  const faults = wished === 'whole' ? [] : creditFaults(invoice, credited, wanted);
  if (faults.length > 0) return { ok: false, faults };
  const lines = wanted
    .filter(({ amount }) => amount !== 0n)
    .map((one, index) => ({ line: index + 1, credits: one.line, amount: one.amount }));
  const gross = lines.reduce((sum, { amount }) => sum + amount, 0n);
  const taxes = invoice.taxes.map((tax, index) => creditedTax(invoice, credited, lines, tax, index));
  const taxTotal = taxes.reduce((sum, { amount }) => sum + amount, 0n);
  const includedTax = taxes.reduce((sum, { amount }, index) => (invoice.taxes[index]?.isInclusive ? sum + amount : sum), 0n);
  const total = gross - includedTax + taxTotal;
  if (lines.length === 0 || total < 0n)
    return { ok: false, faults: [{ field: 'lines', message: 'There is nothing left to credit on this invoice.' }] };
  const sums = { lines, taxes, subtotal: gross - includedTax, taxTotal, includedTax, total };
  return { ok: true, credit: { ...sums, money: moneyOf(invoice, sums), unnumbered: documentOf(invoice, sums, told) } };
}

type CreditSums = Pick<DrawnCredit, 'lines' | 'taxes' | 'subtotal' | 'taxTotal' | 'includedTax' | 'total'>;
type CreditLines = DrawnCredit['lines'];

function allThatIsLeft(invoice: InvoiceDocument, credited: Credited): readonly WishedCredit[] {
  return invoice.lines.map(({ line, amount }) => ({ line, amount: exactly(amount) - (credited.lines.get(line) ?? 0n) }));
}

function creditFaults(invoice: InvoiceDocument, credited: Credited, wished: readonly WishedCredit[]): readonly FieldFault[] {
  return wished.flatMap(({ line, amount }, index): readonly FieldFault[] => {
    const found = invoice.lines.find((one) => one.line === line);
    if (!found || wished.findIndex((one) => one.line === line) < index)
      return [{ field: `lines.${index}.line`, message: 'Name each line of the invoice at most once.' }];
    const left = exactly(found.amount) - (credited.lines.get(line) ?? 0n);
    const isPayable = roundToUnit(amount, 1n, invoice.currency) === amount;
    if (amount > 0n && amount <= left && isPayable) return [];
    const most = formatMoney(left > 0n ? left : 0n, invoice.currency);
    return [{ field: `lines.${index}.amount`, message: `Type an amount above zero, at most ${most} ${invoice.currency}.` }];
  });
}

function creditedTax(invoice: InvoiceDocument, credited: Credited, lines: CreditLines, tax: TaxLine, index: number) {
  const isTaxed = ({ taxClass }: InvoiceLine) => taxes(tax.appliesTo, taxClass);
  const here = invoice.lines.filter(isTaxed);
  const whole = here.reduce((sum, { amount }) => sum + exactly(amount), 0n);
  const now = lines.reduce((sum, one) => (here.some(({ line }) => line === one.credits) ? sum + one.amount : sum), 0n);
  const before = here.reduce((sum, { line }) => sum + (credited.lines.get(line) ?? 0n), 0n);
  const upToNow = (value: string) => share(exactly(value), before + now, whole, invoice.currency);
  const known = credited.taxes[index] ?? { base: 0n, amount: 0n };
  const base = upToNow(tax.base);
  // An added tax reads as its percentage of what is credited; the last credit takes whatever rounding has left.
  const isPart = !tax.isInclusive && before + now !== whole;
  const amount = isPart ? roundToUnit(base * percentOf(tax.percent), wholePercent, invoice.currency) : upToNow(tax.amount);
  return { base: base - known.base, amount: amount - known.amount };
}

function taxes(scope: TaxScope, taxClass: TaxClass): boolean {
  return taxClass !== 'untaxed' && (scope === 'everything' || scope === taxClass);
}

/** `value` × part / whole; the divisor is kept above zero, so that a negative whole mirrors a positive one. */
function share(value: bigint, part: bigint, whole: bigint, currency: string): bigint {
  if (whole === 0n) return part === 0n ? 0n : value;
  return whole < 0n ? roundToUnit(value * -part, -whole, currency) : roundToUnit(value * part, whole, currency);
}

function moneyOf(invoice: InvoiceDocument, sums: CreditSums): Omit<CreditMoney, 'accountId'> {
  const from = (...sections: readonly InvoiceLine['section'][]) =>
    sums.lines.reduce((sum, one) => {
      const line = invoice.lines.find((other) => other.line === one.credits);
      return line && sections.includes(line.section) ? sum + one.amount : sum;
    }, 0n);
  const [calls, extras, adjustments] = [from('calls', 'corrections'), from('extras', 'charges'), from('adjustments')];
  const includedInCalls = includedOf(invoice, sums, calls);
  return {
    ...{ calls, extras, adjustments, total: sums.total, taxTotal: sums.taxTotal },
    ...{ includedInCalls, includedInExtras: sums.includedTax - includedInCalls },
  };
}

/** How the contained tax is shared between the two revenues: in proportion to what is taxed of each. */
function includedOf(invoice: InvoiceDocument, sums: CreditSums, calls: bigint): bigint {
  return invoice.taxes.reduce((sum, tax, index) => {
    const amount = sums.taxes[index]?.amount ?? 0n;
    if (!tax.isInclusive || tax.appliesTo === 'extras') return sum;
    if (tax.appliesTo === 'calls') return sum + amount;
    const taxed = sums.lines.reduce((all, one) => {
      const line = invoice.lines.find((other) => other.line === one.credits);
      return line && line.taxClass !== 'untaxed' ? all + one.amount : all;
    }, 0n);
    return sum + share(amount, calls, taxed, invoice.currency);
  }, 0n);
}

function documentOf(
  invoice: InvoiceDocument,
  sums: CreditSums,
  told: { readonly issuedOn: string; readonly reason: string },
): Omit<InvoiceDocument, 'number'> {
  const money = (value: bigint) => formatMoney(value, invoice.currency);
  const { currency, timeZone, language, seller, customer, taxNotes } = invoice;
  return {
    ...{ format: 1, kind: 'credit_note', issuedOn: told.issuedOn, dueOn: told.issuedOn, period: null },
    ...{ currency, timeZone, language, seller, customer },
    lines: sums.lines.map(({ line, credits, amount }): InvoiceLine => {
      const { section, description, taxClass } = lineOf(invoice, credits);
      return { line, section, description, taxClass, amount: money(amount), credits };
    }),
    calls: { calls: 0, seconds: 0, amount: money(0n), byDestination: [], byNumber: [] },
    taxes: invoice.taxes.flatMap((tax, index): readonly TaxLine[] => {
      const { base, amount } = sums.taxes[index] ?? { base: 0n, amount: 0n };
      return base === 0n && amount === 0n ? [] : [{ ...tax, base: money(base), amount: money(amount) }];
    }),
    taxNotes,
    ...{ subtotal: money(sums.subtotal), taxTotal: money(sums.taxTotal) },
    ...{ includedTax: money(sums.includedTax), total: money(sums.total) },
    statement: null,
    credits: { number: invoice.number, issuedOn: invoice.issuedOn, reason: told.reason },
    ...{ paymentInstructions: '', note: '' },
  };
}

function lineOf(invoice: InvoiceDocument, line: number): InvoiceLine {
  const found = invoice.lines.find((one) => one.line === line);
  if (!found) throw new RangeError(`invoice ${invoice.number} has no line ${line}`);
  return found;
}

function exactly(text: string): bigint {
  const parsed = parseAmount(text);
  if (!parsed.ok) throw new TypeError(parsed.problem);
  return parsed.value;
}
