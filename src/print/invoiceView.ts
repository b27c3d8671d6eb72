import type { InvoiceDocument } from '../core/invoicing/invoiceDocument.ts';
import { addressOf, nameOf, titleOf } from '../core/invoicing/layout/layoutTags.ts';
import { groupDigits, isNothing, printDate, printDuration } from '../core/invoicing/layout/printed.ts';

/** What invoice.typ prints: texts only, in the order in which they stand. */
export function invoiceView(document: InvoiceDocument) {
  const { seller, customer, statement, currency } = document;
  const money = (amount: string) => `${currency} ${groupDigits(amount)}`;
  return {
    title: titleOf(document),
    number: document.number,
    date: document.issuedOn.split('-').map(Number),
    seller: {
      name: seller.name,
      lines: linesOf(addressOf(seller), seller.taxId, seller.registration, seller.email, seller.phone),
    },
    customer: { name: nameOf(document), lines: linesOf(addressOf(customer), customer.taxId, customer.reference) },
    facts: factsOf(document),
    due: statement && { label: `To be paid by ${printDate(document.dueOn)}`, amount: money(statement.totalDue) },
    overdue:
      statement && !isNothing(statement.overdue) ? `${money(statement.overdue)} of it is overdue. Please pay at once.` : '',
    reason: document.credits?.reason ?? '',
    currency,
    calls: document.calls.byDestination.map((one) => [
      one.name,
      String(one.calls),
      printDuration(one.seconds),
      groupDigits(one.amount),
    ]),
    extras: document.lines
      .filter((one) => one.section !== 'calls')
      .map((one) => [
        one.description,
        one.period ? `${printDate(one.period.from)} – ${printDate(one.period.to)}` : '',
        groupDigits(one.amount),
      ]),
    sums: sumsOf(document),
    taxNotes: document.taxNotes,
    account: statement && statement.movements.length > 0 ? accountOf(document, statement) : [],
    paymentInstructions: document.paymentInstructions,
    note: document.note,
  };
}

const linesOf = (address: string, ...more: readonly string[]) => [...address.split('\n'), ...more].filter((line) => line !== '');

function factsOf(document: InvoiceDocument) {
  const { period, credits } = document;
  return [
    ['Account', document.customer.accountNumber],
    ['Issued', printDate(document.issuedOn)],
    ...(period ? [['Period', `${printDate(period.from)} – ${printDate(period.to)}`]] : []),
    ...(document.kind === 'invoice' ? [['Due', printDate(document.dueOn)]] : []),
    ...(credits ? [['Corrects invoice', credits.number]] : []),
  ];
}

function sumsOf(document: InvoiceDocument) {
  return [
    ['Without tax', groupDigits(document.subtotal)],
    ...document.taxes.map((one) => [
      `${one.name} ${one.percent} % of ${groupDigits(one.base)}${one.isInclusive ? ', in the prices' : ''}`,
      groupDigits(one.amount),
    ]),
    [document.kind === 'invoice' ? 'This invoice' : 'This credit note', `${document.currency} ${groupDigits(document.total)}`],
  ];
}

function accountOf(document: InvoiceDocument, statement: NonNullable<InvoiceDocument['statement']>) {
  return [
    ['', 'Asked for on the last invoice', groupDigits(statement.previousBalance)],
    ...statement.movements.map((one) => [printDate(one.on), one.description, groupDigits(one.amount)]),
    ['', 'This invoice', groupDigits(document.total)],
    ['', 'To be paid', groupDigits(statement.totalDue)],
  ];
}
