import * as z from 'zod';
import { callListings } from '../../core/invoicing/layout/layoutData.ts';
import { wordsProblem } from '../../core/invoicing/layout/layoutWords.ts';
import { idParams, idSchema, instantSchema, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Invoice layout';
const logo = z
  .string()
  .max(400_000, 'A logo may have at most 300 KB.')
  .regex(/^(data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+)?$/, 'A logo is a PNG, JPEG, GIF or WebP image.');
/** What an operator edits. */
const layoutInput = {
  source: z
    .string()
    .max(200_000, 'A layout may have at most 200,000 characters.')
    .refine((text) => text.trim() !== '', 'Write a layout.')
    .meta({ description: 'HTML with tags such as {invoice_total_value}; what may run or load anything is taken out' }),
  logo: logo.default(''),
  callsBy: z.enum(callListings).default('destination').meta({ description: 'How {call_lines} lists the calls' }),
};
const version = {
  id: idSchema,
  isBuiltIn: z.boolean(),
  restoresId: idSchema.nullable(),
  createdAt: instantSchema,
  createdBy: z.string(),
};
const layoutSchema = z.object({
  ...version,
  source: z.string(),
  logo: z.string(),
  callsBy: z.enum(callListings),
  pdfBy: z.enum(['chromium', 'typst', 'none']).meta({ description: 'What makes PDFs of it on this machine' }),
});

export const getInvoiceLayout = endpoint({
  ...{ method: 'GET', path: '/invoice-layout', tag, access: 'setting.read', summary: 'The layout of invoices in force' },
  response: layoutSchema,
});
export const changeInvoiceLayout = endpoint({
  ...{ method: 'PUT', path: '/invoice-layout', tag, access: 'setting.change' },
  summary: 'A new version of the layout, for invoices issued from now on. An unknown or unclosed tag is refused with its line',
  body: z.strictObject({ ...layoutInput, before: idSchema.meta({ description: 'The version that the change was made of' }) }),
  response: layoutSchema,
});
export const listInvoiceLayouts = endpoint({
  ...{ method: 'GET', path: '/invoice-layouts', tag, access: 'setting.read', summary: 'Versions of the layout, newest first' },
  query: z.strictObject(pageQuery),
  response: pageOf(z.object(version)),
});
export const getInvoiceLayoutVersion = endpoint({
  ...{ method: 'GET', path: '/invoice-layouts/:id', tag, access: 'setting.read', summary: 'One version of the layout' },
  params: idParams,
  response: layoutSchema,
});
export const restoreInvoiceLayout = endpoint({
  ...{ method: 'POST', path: '/invoice-layouts/:id/restore', tag, access: 'setting.change' },
  summary: 'Bring an older version back, as a new one',
  params: idParams,
  body: z.strictObject({ before: idSchema }),
  response: layoutSchema,
});
export const previewInvoiceLayout = endpoint({
  ...{ method: 'POST', path: '/invoice-layout/preview', tag, access: 'setting.change' },
  summary: 'What a layout would print of an invoice, or of a made-up one. Nothing is stored',
  body: z.strictObject({ ...layoutInput, invoiceId: idSchema.optional() }),
  response: z.object({
    html: z.string(),
    isChanged: z.boolean().meta({ description: 'Something that is not allowed was taken out' }),
  }),
});
export const previewInvoicePdf = endpoint({
  ...{ method: 'POST', path: '/invoice-layout/preview-pdf', tag, access: 'setting.change' },
  summary: 'The same as PDF',
  body: z.strictObject({ ...layoutInput, invoiceId: idSchema.optional() }),
  response: z.object({ pdf: z.string().meta({ description: 'base64' }) }),
});

const words = (maximum: number) =>
  z
    .string()
    .trim()
    .min(1, 'Write something.')
    .max(maximum, `At most ${maximum} characters.`)
    .superRefine((text, context) => {
      const problem = wordsProblem(text);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    });
const mailFields = {
  isOn: z.boolean().meta({ description: 'Invoices are mailed when they are issued' }),
  attachesXml: z.boolean().meta({ description: 'The e-invoice is attached beside the PDF, where it can be written' }),
  subject: words(200).refine((text) => !/\p{Cc}/u.test(text), 'A subject has one line.'),
  body: words(5000),
};
const mailSettings = z.object({ ...mailFields, version: z.int() });
export const getInvoiceMail = endpoint({
  ...{ method: 'GET', path: '/invoice-mail', tag, access: 'setting.read', summary: 'How invoices go out by e-mail' },
  response: mailSettings,
});
export const changeInvoiceMail = endpoint({
  ...{ method: 'PUT', path: '/invoice-mail', tag, access: 'setting.change', summary: 'Change how invoices go out by e-mail' },
  body: z.strictObject({ ...mailFields, version: z.int() }),
  response: mailSettings,
});

const binary = z
  .string()
  .meta({ description: 'text/html, application/pdf, application/xml or application/zip', format: 'binary' });
export const getInvoiceFile = endpoint({
  ...{ method: 'GET', path: '/invoices/:id/file', tag: 'Invoices', access: 'invoice.read' },
  summary: 'An issued invoice as it was issued: HTML, PDF, or the EN 16931 e-invoice (UBL)',
  params: idParams,
  query: z.strictObject({ kind: z.enum(['html', 'pdf', 'xml']).default('pdf'), view: z.enum(['save', 'show']).default('save') }),
  response: binary,
});
export const mailInvoice = endpoint({
  ...{ method: 'POST', path: '/invoices/:id/letters', tag: 'Invoices', access: 'invoice.send', status: 202 },
  summary: 'Send an invoice by e-mail, also once more',
  params: idParams,
  response: z.object({ to: z.string() }),
});
export const getRunFiles = endpoint({
  ...{ method: 'GET', path: '/invoice-runs/:id/files', tag: 'Invoice runs', access: 'invoice.read' },
  summary: 'All invoices of a run as one zip',
  params: idParams,
  query: z.strictObject({ kind: z.enum(['html', 'pdf', 'xml']).default('pdf') }),
  response: binary,
});
