import { formatMoney, unitOf } from '../src/core/base/currency.ts';
import { addUp, type ExactLine, type Sums } from '../src/core/invoicing/addUp.ts';
import { type Credited, drawUpCredit } from '../src/core/invoicing/creditNote.ts';
import { taxLines } from '../src/core/invoicing/drawUp.ts';
import type { InvoiceDocument } from '../src/core/invoicing/invoiceDocument.ts';
import { includedIn, type Tax } from '../src/core/invoicing/tax.ts';
import { invoiceCredited, invoiceIssued } from '../src/core/ledger/invoicePostings.ts';
import type { Posting } from '../src/core/ledger/ledger.ts';
import { pick } from './random.ts';

/** Experiment j of quality.md: random invoices with random credit notes, and what must hold of each. */
export type TrialInvoice = {
  readonly currency: string;
  readonly taxes: readonly Tax[];
  readonly lines: readonly ExactLine[];
  /** Which group each line is merged into when the same calls are grouped in another way. */
  readonly groups: readonly number[];
  /** Credit notes: for each, which part of each line (thousandths) is taken back. */
  readonly credits: readonly (readonly number[])[];
};
/** How an invoice is added up; planted mistakes put something else here. */
export type AddUp = typeof addUp;

const currencies = ['AUD', 'EUR', 'JPY', 'KWD'] as const;
const classes = ['calls', 'calls', 'extras', 'untaxed'] as const;
const sections = { calls: 'calls', extras: 'extras', untaxed: 'adjustments' } as const;

export function randomInvoice(random: () => number): TrialInvoice {
  const whole = (below: number): number => pick(random, below);
  // One to two hundred lines; short ones are commoner.
  const lines = Array.from({ length: Math.ceil(200 ** random()) }, (_, index): ExactLine => {
    const taxClass = classes[whole(classes.length)] ?? 'calls';
    const size = 10 ** (2 + whole(11));
    const exact = BigInt(Math.floor(random() * size)) * (taxClass === 'calls' || random() < 0.8 ? 1n : -1n);
    return { section: sections[taxClass], description: `Line ${index}`, taxClass, exact };
  });
  const taxes = Array.from({ length: whole(4) }, (_, index): Tax => {
    const appliesTo = (['everything', 'calls', 'extras'] as const)[whole(3)] ?? 'everything';
    const percent = BigInt(random() < 0.5 ? whole(30) * 10_000 : whole(300_000));
    return { name: `Tax ${index}`, percent, isInclusive: random() < 0.4, appliesTo, countries: [], hasReverseCharge: false };
  });
  return {
    ...{ currency: currencies[whole(currencies.length)] ?? 'AUD', taxes, lines },
    groups: lines.map(() => whole(5)),
    credits: Array.from({ length: whole(3) }, () => lines.map(() => (random() < 0.5 ? 0 : whole(1001)))),
  };
}

/** What is wrong with this invoice; empty when nothing is. */
export function faultsOf(trial: TrialInvoice, add: AddUp = addUp): readonly string[] {
  const { currency, taxes, lines } = trial;
  const sums = add(lines, taxes, 'total', currency);
  return [
    ...sumFaults(trial, sums),
    ...groupFaults(trial, sums, add),
    ...ledgerFaults(trial, sums),
    ...byteFaults(trial, sums, add),
  ];
}

function sumFaults({ currency, lines, taxes }: TrialInvoice, sums: Sums): readonly string[] {
  const unit = unitOf(currency);
  const exact = total(lines.map((line) => line.exact));
  const printed = total(sums.amounts);
  const faults: string[] = [];
  if (sums.amounts.some((one) => one % unit !== 0n)) faults.push('a printed line is not payable');
  if (printed !== sums.subtotal + sums.includedTax) faults.push('the lines do not add up to what stands below them');
  if (total(sums.taxes.map((one) => one.amount)) !== sums.taxTotal) faults.push('the taxes do not add up');
  if (sums.subtotal + sums.taxTotal !== sums.total) faults.push('subtotal and tax are not the total');
  if (2n * distance(printed, exact) > unit) faults.push('the invoice is rounded by more than half a unit');
  if (lines.some((line, index) => distance(line.exact, sums.amounts[index] ?? 0n) >= unit))
    faults.push('a line is off by a unit');
  for (const { tax, base, amount } of sums.taxes) {
    if (tax.isInclusive) continue;
    // Rounded once: within half a unit of the exact percentage of the printed base.
    if (2n * distance(amount * 1_000_000n, base * tax.percent) > unit * 1_000_000n)
      faults.push(`${tax.name} is not its percentage`);
  }
  const untaxed = taxes.every((tax) => tax.percent === 0n);
  if (untaxed && sums.taxTotal !== 0n) faults.push('a tax of nothing is something');
  return faults;
}

/** The same lines merged in another way give the same sums and taxes. */
function groupFaults({ currency, taxes, lines, groups }: TrialInvoice, sums: Sums, add: AddUp): readonly string[] {
  const merged = new Map<string, ExactLine>();
  lines.forEach((line, index) => {
    const key = `${line.taxClass} ${groups[index]}`;
    merged.set(key, { ...line, description: key, exact: (merged.get(key)?.exact ?? 0n) + line.exact });
  });
  const other = add([...merged.values()].reverse(), taxes, 'total', currency);
  const same = other.subtotal === sums.subtotal && other.taxTotal === sums.taxTotal && other.total === sums.total;
  return same ? [] : ['another grouping gives another sum'];
}

function byteFaults({ currency, taxes, lines }: TrialInvoice, sums: Sums, add: AddUp): readonly string[] {
  const bytes = (one: Sums) => JSON.stringify(one, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  return bytes(sums) === bytes(add([...lines], [...taxes], 'total', currency)) ? [] : ['the same input gives other bytes'];
}

/** The invoice and its credit notes, booked: unbilled is empty, what is receivable is what is left, and in the end nothing is. */
function ledgerFaults(trial: TrialInvoice, sums: Sums): readonly string[] {
  const { currency, lines } = trial;
  const faults: string[] = [];
  const booked: Posting[] = [
    invoiceIssued({
      ...{ accountId: 1n, exact: total(lines.map((line) => line.exact)), total: sums.total, taxTotal: sums.taxTotal },
      includedInCalls: includedIn('calls', sums.taxes, sums.classes, currency),
      includedInExtras: includedIn('extras', sums.taxes, sums.classes, currency),
    }),
  ];
  const on = (ledger: string) =>
    total(
      booked
        .flat()
        .filter((entry) => entry.ledger === ledger)
        .map((entry) => entry.amount),
    );
  if (on('unbilled') + total(lines.map((line) => line.exact)) !== 0n) faults.push('something stays unbilled');
  if (on('receivable') !== sums.total) faults.push('the receivable is not the printed total');
  if (2n * distance(on('rounding'), 0n) > unitOf(currency)) faults.push('more than half a unit stands on rounding');
  if (sums.total < 0n) return faults;
  let left = sums.total;
  const document = documentOf(trial, sums);
  const credited = { lines: new Map<number, bigint>(), taxes: sums.taxes.map(() => ({ base: 0n, amount: 0n })) };
  for (const parts of [...trial.credits, 'whole' as const]) {
    const wished = parts === 'whole' ? parts : wishedCredits(trial, sums, credited, parts);
    if (wished.length === 0) continue;
    const drawn = drawUpCredit(document, credited, wished, { issuedOn: '2027-01-01', reason: 'Trial' });
    if (!drawn.ok) continue;
    const { credit } = drawn;
    if (total(credit.lines.map((one) => one.amount)) !== credit.subtotal + credit.includedTax)
      faults.push('a credit note does not add up');
    booked.push(invoiceCredited({ accountId: 1n, ...credit.money }));
    left -= credit.total;
    for (const { credits, amount } of credit.lines) credited.lines.set(credits, (credited.lines.get(credits) ?? 0n) + amount);
    credited.taxes = credited.taxes.map((one, index) => ({
      base: one.base + (credit.taxes[index]?.base ?? 0n),
      amount: one.amount + (credit.taxes[index]?.amount ?? 0n),
    }));
  }
  if (on('receivable') !== left) faults.push('the ledger is not invoices less credit notes');
  if (isAllCredited(sums, credited) && (left !== 0n || on('tax') !== 0n))
    faults.push('an invoice that was taken back leaves something');
  return faults;
}

function isAllCredited(sums: Sums, credited: Credited): boolean {
  return sums.amounts.every((amount, index) => (credited.lines.get(index + 1) ?? 0n) === amount);
}

function wishedCredits({ currency }: TrialInvoice, sums: Sums, credited: Credited, parts: readonly number[]) {
  const unit = unitOf(currency);
  return sums.amounts.flatMap((amount, index) => {
    const open = amount - (credited.lines.get(index + 1) ?? 0n);
    const wished = ((open / unit) * BigInt(parts[index] ?? 0)) / 1000n;
    return wished > 0n ? [{ line: index + 1, amount: wished * unit }] : [];
  });
}

/** As much of a document as a credit note looks at. */
function documentOf({ currency, lines }: TrialInvoice, sums: Sums): InvoiceDocument {
  const money = (value: bigint) => formatMoney(value, currency);
  const empty = {
    name: '',
    address1: '',
    address2: '',
    city: '',
    state: '',
    postcode: '',
    country: '',
    taxId: '',
    email: '',
    phone: '',
  };
  const person = {
    accountNumber: '',
    customerNumber: '',
    title: '',
    firstName: '',
    middleInitial: '',
    lastName: '',
    company: '',
    reference: '',
  };
  return {
    ...{ format: 1, kind: 'invoice', number: 'TRIAL-1', issuedOn: '2027-01-01', dueOn: '2027-01-15', period: null, currency },
    ...{ timeZone: 'UTC', language: '', seller: { ...empty, registration: '' }, customer: { ...empty, ...person } },
    lines: lines.map(({ exact: _, ...line }, index) => ({ line: index + 1, ...line, amount: money(sums.amounts[index] ?? 0n) })),
    calls: { calls: 0, seconds: 0, amount: money(0n), byDestination: [], byNumber: [] },
    taxes: taxLines(sums, currency),
    ...{ taxNotes: [], subtotal: money(sums.subtotal), taxTotal: money(sums.taxTotal), includedTax: money(sums.includedTax) },
    ...{ total: money(sums.total), statement: null, credits: null, paymentInstructions: '', note: '' },
  };
}

function total(values: readonly bigint[]): bigint {
  return values.reduce((sum, one) => sum + one, 0n);
}

function distance(a: bigint, b: bigint): bigint {
  return a < b ? b - a : a - b;
}
