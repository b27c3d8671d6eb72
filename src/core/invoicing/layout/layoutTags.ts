import type { InvoiceDocument } from '../invoiceDocument.ts';
import { blocks } from './layoutBlocks.ts';
import type { LayoutData } from './layoutData.ts';
import { groupDigits, isNothing, printDate } from './printed.ts';

type TextTag = { readonly group: string; readonly help: string; readonly value: (data: LayoutData) => string };
const money = (amount: string) => groupDigits(amount);
const tag = (group: string, help: string, value: (document: InvoiceDocument) => string): TextTag => ({
  group,
  help,
  value: ({ document }) => value(document),
});
const ofCustomer = (field: keyof InvoiceDocument['customer'], help: string) =>
  tag('Customer', help, (one) => one.customer[field]);
const ofSeller = (field: keyof InvoiceDocument['seller'], help: string) => tag('Company', help, (one) => one.seller[field]);

/** Tags that print a value. Their names are a promise to operators: none is ever renamed. */
export const textTags: Readonly<Record<string, TextTag>> = {
  invoice_total_value: tag('Money', 'What is to be paid in all, with overdue amounts', (one) =>
    money(one.statement?.totalDue ?? one.total),
  ),
  invoice_value: tag('Money', 'This invoice only, with tax', (one) => money(one.total)),
  invoice_subtotal: tag('Money', 'This invoice only, without tax', (one) => money(one.subtotal)),
  tax_total: tag('Money', 'All taxes on it', (one) => money(one.taxTotal)),
  included_tax: tag('Money', 'Tax that the lines contain already', (one) => money(one.includedTax)),
  previous_balance: tag('Money', 'What the last invoice asked for', (one) => money(one.statement?.previousBalance ?? '0')),
  overdue_value: tag('Money', 'What should have been paid by now', (one) => money(one.statement?.overdue ?? '0')),
  call_total: tag('Money', 'All calls on it', (one) => money(one.calls.amount)),
  currency: tag('Money', 'The currency, such as AUD', (one) => one.currency),
  document_title: tag('Invoice', 'Invoice, Tax invoice or Credit note', titleOf),
  invoice_number: tag('Invoice', 'Its number', (one) => one.number),
  invoice_date: tag('Invoice', 'The day on which it was issued', (one) => printDate(one.issuedOn)),
  due_date: tag('Invoice', 'The day until which it is to be paid', (one) => printDate(one.dueOn)),
  period_from: tag('Invoice', 'The first day that is charged', (one) => (one.period ? printDate(one.period.from) : '')),
  period_to: tag('Invoice', 'The last day that is charged', (one) => (one.period ? printDate(one.period.to) : '')),
  call_count: tag('Invoice', 'How many calls', (one) => String(one.calls.calls)),
  tax_notes: tag('Invoice', 'Why a tax is not charged', (one) => one.taxNotes.join('\n')),
  credited_invoice: tag('Invoice', 'Of a credit note: the invoice that it corrects', (one) => one.credits?.number ?? ''),
  credit_reason: tag('Invoice', 'Of a credit note: why', (one) => one.credits?.reason ?? ''),
  payment_instructions: tag('Invoice', 'How to pay, from Billing settings', (one) => one.paymentInstructions),
  invoice_note: tag('Invoice', 'Your own words, from Billing settings', (one) => one.note),
  account_number: ofCustomer('accountNumber', 'The account number'),
  customer_number: ofCustomer('customerNumber', 'The customer number'),
  customer_name: tag('Customer', 'Company, or title and names', nameOf),
  title: ofCustomer('title', 'Mr, Ms, …'),
  first_name: ofCustomer('firstName', 'First name'),
  middle_initial: ofCustomer('middleInitial', 'Middle initial'),
  last_name: ofCustomer('lastName', 'Last name'),
  company: ofCustomer('company', 'Company of the customer'),
  email: ofCustomer('email', 'E-mail'),
  phone: ofCustomer('phone', 'Phone'),
  address: tag('Customer', 'The whole address, line by line', (one) => addressOf(one.customer)),
  address_1: ofCustomer('address1', 'First line of the address'),
  address_2: ofCustomer('address2', 'Second line of the address'),
  city: ofCustomer('city', 'City'),
  state: ofCustomer('state', 'State'),
  postcode: ofCustomer('postcode', 'Postcode'),
  country: ofCustomer('country', 'Country, such as AU'),
  customer_tax_id: ofCustomer('taxId', 'Tax id of the customer'),
  customer_reference: ofCustomer('reference', 'Reference of the customer'),
  company_name: ofSeller('name', 'Your name'),
  company_address: tag('Company', 'Your whole address, line by line', (one) => addressOf(one.seller)),
  company_city: ofSeller('city', 'Your city'),
  company_state: ofSeller('state', 'Your state'),
  company_postcode: ofSeller('postcode', 'Your postcode'),
  company_country: ofSeller('country', 'Your country'),
  company_tax_id: ofSeller('taxId', 'Your tax id'),
  company_registration: ofSeller('registration', 'Your registration'),
  company_email: ofSeller('email', 'Your e-mail'),
  company_phone: ofSeller('phone', 'Your phone'),
  logo: { group: 'Company', help: 'Your logo, in an image: <img src="{logo}" alt="">', value: ({ logo }) => logo },
  open_brace: { group: 'Company', help: 'A { in the text', value: () => '{' },
};

/** Tags that print rows of a table. */
export const blockTags = blocks;

/** What must be there for a section to be printed. */
export const sections: Readonly<Record<string, { readonly help: string; readonly isThere: (data: LayoutData) => boolean }>> = {
  calls: { help: 'There are calls', isThere: ({ document }) => document.calls.calls > 0 },
  extras: {
    help: 'There is something other than calls',
    isThere: ({ document }) => document.lines.some((one) => one.section !== 'calls'),
  },
  taxes: { help: 'There is tax', isThere: ({ document }) => document.taxes.length > 0 },
  tax_notes: { help: 'Something is to be said of tax', isThere: ({ document }) => document.taxNotes.length > 0 },
  statement: { help: 'It has a statement (an invoice)', isThere: ({ document }) => document.statement !== null },
  previous_balance: {
    help: 'There was a balance before',
    isThere: ({ document }) => !isNothing(document.statement?.previousBalance ?? '0'),
  },
  payments: {
    help: 'Money moved since the last invoice',
    isThere: ({ document }) => (document.statement?.movements.length ?? 0) > 0,
  },
  overdue: { help: 'Something is overdue', isThere: ({ document }) => !isNothing(document.statement?.overdue ?? '0') },
  invoice: { help: 'It is an invoice', isThere: ({ document }) => document.kind === 'invoice' },
  credit_note: { help: 'It is a credit note', isThere: ({ document }) => document.kind === 'credit_note' },
  payment_instructions: { help: 'You say how to pay', isThere: ({ document }) => document.paymentInstructions !== '' },
  note: { help: 'You have something to say', isThere: ({ document }) => document.note !== '' },
  logo: { help: 'There is a logo', isThere: ({ logo }) => logo !== '' },
};

export const isTextTag = (name: string): boolean => Object.hasOwn(textTags, name);
export const isBlockTag = (name: string): boolean => Object.hasOwn(blockTags, name);
export const isSection = (name: string): boolean => Object.hasOwn(sections, name);

/** What it is called: with a tax id and tax on it, a tax invoice. */
export function titleOf(document: InvoiceDocument): string {
  if (document.kind === 'credit_note') return 'Credit note';
  return document.seller.taxId !== '' && document.taxes.length > 0 ? 'Tax invoice' : 'Invoice';
}

export function nameOf({ customer }: InvoiceDocument): string {
  const { title, firstName, middleInitial, lastName, company } = customer;
  const person = [title, firstName, middleInitial, lastName].filter((part) => part !== '').join(' ');
  return company === '' ? person : company;
}

type Address = Pick<InvoiceDocument['seller'], 'address1' | 'address2' | 'city' | 'state' | 'postcode' | 'country'>;
export function addressOf(one: Address): string {
  const town = [one.city, one.state, one.postcode].filter((part) => part !== '').join(' ');
  return [one.address1, one.address2, town, one.country].filter((part) => part !== '').join('\n');
}
