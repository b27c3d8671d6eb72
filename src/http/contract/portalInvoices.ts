import * as z from 'zod';
import { idParams, idSchema, moneySchema, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';
import { getInvoiceFile } from './invoiceLayout.ts';
import { invoiceDocumentSchema, invoiceStates } from './invoices.ts';

const tag = 'Customer portal';
const date = z.string();
const text = z.string();
const invoiceItem = {
  ...{ id: idSchema, number: text },
  kind: z.enum(['invoice', 'credit_note']),
  state: z.enum(invoiceStates),
  currency: text,
  ...{ issuedOn: date, dueOn: date, periodFrom: date.nullable(), periodTo: date.nullable() },
  ...{ total: moneySchema, open: moneySchema },
};
export const listPortalInvoices = endpoint({
  method: 'GET',
  path: '/portal/invoices',
  tag,
  access: 'portal',
  summary: 'My invoices and credit notes, newest first',
  query: z.strictObject(pageQuery),
  response: pageOf(z.object(invoiceItem)),
});
export const getPortalInvoice = endpoint({
  method: 'GET',
  path: '/portal/invoices/:id',
  tag,
  access: 'portal',
  summary: 'One of my invoices, with everything that is printed on it',
  params: idParams,
  response: z.object({ ...invoiceItem, document: invoiceDocumentSchema }),
});
export const getPortalInvoiceFile = endpoint({
  method: 'GET',
  path: '/portal/invoices/:id/file',
  tag,
  access: 'portal',
  summary: 'One of my invoices as it was issued: HTML or PDF',
  params: idParams,
  query: getInvoiceFile.query,
  response: getInvoiceFile.response,
});
