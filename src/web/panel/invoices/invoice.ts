import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { getInvoice } from '../../../http/contract/invoices.ts';

export type Invoice = AnswerOf<typeof getInvoice>;
export type InvoiceDocumentLine = Invoice['document']['lines'][number];

export const invoiceTitle = ({ kind, number }: Pick<Invoice, 'kind' | 'number'>): string =>
  kind === 'invoice' ? `Invoice ${number}` : `Credit note ${number}`;

export const sectionWords: Readonly<Record<InvoiceDocumentLine['section'], string>> = {
  calls: 'Calls',
  corrections: 'Corrections of calls',
  extras: 'Extras',
  charges: 'One-time charges and credits',
  adjustments: 'Adjustments',
};
