import type { TransferKind } from '../ledger/ledger.ts';
import type { TaxClass, TaxLine } from './tax.ts';

/** What is issued to a customer. A credit note has positive amounts, which are in favour of the customer. */
export type InvoiceKind = 'invoice' | 'credit_note';

/** Where a line comes from: calls by destination, calls priced again, extras, one-time charges and credits, adjustments by staff. */
export const invoiceSections = ['calls', 'corrections', 'extras', 'charges', 'adjustments'] as const;
export type InvoiceSection = (typeof invoiceSections)[number];

/**
 * Everything that is printed on an invoice or credit note, frozen when it is issued (column invoice.document). Money is a decimal
 * string with as many decimals as the currency has. Dates are `YYYY-MM-DD` in `timeZone`; ends are included.
 */
export type InvoiceDocument = {
  /** Of this shape; a later one is read beside it, never in its place. */
  readonly format: 1;
  readonly kind: InvoiceKind;
  readonly number: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  /** The days that are charged; null on a credit note. */
  readonly period: { readonly from: string; readonly to: string } | null;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA name: the operator's zone, in which days begin. */
  readonly timeZone: string;
  /** BCP 47, the customer's; empty = not said. */
  readonly language: string;
  readonly seller: InvoiceSeller;
  readonly customer: InvoiceCustomer;
  readonly lines: readonly InvoiceLine[];
  /** The calls once more, added up in other ways; each list adds up to the calls on the lines. */
  readonly calls: InvoiceCalls;
  readonly taxes: readonly TaxLine[];
  /** What the law wants said: why a tax is not charged. */
  readonly taxNotes: readonly string[];
  /** Of the lines without tax. */
  readonly subtotal: string;
  readonly taxTotal: string;
  /** How much of `taxTotal` the lines contain already. */
  readonly includedTax: string;
  /** `subtotal` + `taxTotal`: this invoice alone. */
  readonly total: string;
  /** What else stands on the account; null on a credit note. */
  readonly statement: InvoiceStatement | null;
  /** Of a credit note: what it corrects, and why. */
  readonly credits: { readonly number: string; readonly issuedOn: string; readonly reason: string } | null;
  /** How to pay, and the operator's own words. */
  readonly paymentInstructions: string;
  readonly note: string;
};

/** Who issues: the operator as the billing settings say. Empty text = not given. */
export type InvoiceSeller = {
  readonly name: string;
  readonly address1: string;
  readonly address2: string;
  readonly city: string;
  readonly state: string;
  readonly postcode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly taxId: string;
  readonly registration: string;
  readonly email: string;
  readonly phone: string;
};

/** Whom it is for, as the account's details were then. Empty text = not known. */
export type InvoiceCustomer = {
  readonly accountNumber: string;
  readonly customerNumber: string;
  readonly title: string;
  readonly firstName: string;
  readonly middleInitial: string;
  readonly lastName: string;
  readonly company: string;
  readonly email: string;
  readonly phone: string;
  readonly address1: string;
  readonly address2: string;
  readonly city: string;
  readonly state: string;
  readonly postcode: string;
  readonly country: string;
  readonly taxId: string;
  readonly reference: string;
};

/** One printed line. The lines add up to `subtotal` + `includedTax`. */
export type InvoiceLine = {
  /** From 1; the same as column invoice_line.line. */
  readonly line: number;
  readonly section: InvoiceSection;
  readonly description: string;
  readonly taxClass: TaxClass;
  readonly amount: string;
  /** How many calls, and how long they were billed, in seconds; on lines of calls. */
  readonly calls?: number;
  readonly seconds?: number;
  /** The days that an extra is for, ends included. */
  readonly period?: { readonly from: string; readonly to: string };
  /** On a credit note: the line of the invoice that it reduces. */
  readonly credits?: number;
};

/** Calls of one destination or one phone. `amount` is allocated like a line's. */
export type CallGroup = {
  readonly name: string;
  readonly calls: number;
  readonly seconds: number;
  readonly amount: string;
};

export type InvoiceCalls = {
  readonly calls: number;
  readonly seconds: number;
  readonly amount: string;
  readonly byDestination: readonly CallGroup[];
  /** By the network number that called. */
  readonly byNumber: readonly CallGroup[];
};

/** The customer's whole account at this moment. Positive = the customer owes. */
export type InvoiceStatement = {
  /** What the last invoice asked for. */
  readonly previousBalance: string;
  /** Payments and whatever else moved since, oldest first; a payment is negative. */
  readonly movements: readonly StatementMovement[];
  /** Of the balance before this invoice: what should have been paid by now. */
  readonly overdue: string;
  /** `previousBalance` + movements + `total`. Below zero = in favour of the customer, nothing to pay. */
  readonly totalDue: string;
};

export type StatementMovement = {
  readonly on: string;
  readonly kind: TransferKind;
  readonly description: string;
  readonly amount: string;
};
