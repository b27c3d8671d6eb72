import * as z from 'zod';
import { invoiceSections } from '../../core/invoicing/invoiceDocument.ts';
import { taxClasses, taxScopes } from '../../core/invoicing/tax.ts';
import { amountInput, dateInput, idParams, idSchema, instantSchema, line, moneySchema, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Invoices';
const date = z.string().meta({ description: 'YYYY-MM-DD', example: '2027-01-31' });

/** `open` is still to be paid, `overdue` should have been; `credited` was taken back whole; a credit note is `credit_note`. */
export const invoiceStates = ['open', 'overdue', 'paid', 'credited', 'credit_note'] as const;

const invoiceItem = {
  id: idSchema,
  number: z.string(),
  kind: z.enum(['invoice', 'credit_note']),
  state: z.enum(invoiceStates),
  accountId: idSchema,
  accountNumber: z.string(),
  customerName: z.string(),
  currency: z.string(),
  issuedOn: date,
  dueOn: date,
  periodFrom: date.nullable(),
  periodTo: date.nullable().meta({ description: 'The last day' }),
  total: moneySchema,
  open: moneySchema.meta({ description: 'Still to be paid; 0 on a credit note' }),
};
export const listInvoices = endpoint({
  method: 'GET',
  path: '/invoices',
  tag,
  access: 'invoice.read',
  summary: 'Invoices and credit notes, newest first',
  query: z.strictObject({
    ...pageQuery,
    search: z.string().trim().max(100).optional(),
    state: z.enum(invoiceStates).optional(),
    accountId: idSchema.optional(),
    runId: idSchema.optional(),
    from: dateInput.optional(),
    to: dateInput.optional(),
  }),
  response: pageOf(z.object(invoiceItem)),
});

const group = z.object({ name: z.string(), calls: z.int(), seconds: z.int(), amount: moneySchema });
const days = z.object({ from: date, to: date });
const seller = z.object({
  ...{ name: z.string(), address1: z.string(), address2: z.string(), city: z.string(), state: z.string(), postcode: z.string() },
  ...{ country: z.string(), taxId: z.string(), registration: z.string(), email: z.string(), phone: z.string() },
});
const customer = z.object({
  ...{ accountNumber: z.string(), customerNumber: z.string(), title: z.string(), firstName: z.string() },
  ...{ middleInitial: z.string(), lastName: z.string(), company: z.string(), email: z.string(), phone: z.string() },
  ...{ address1: z.string(), address2: z.string(), city: z.string(), state: z.string(), postcode: z.string() },
  ...{ country: z.string(), taxId: z.string(), reference: z.string() },
});
const documentLine = z.object({
  line: z.int(),
  section: z.enum(invoiceSections),
  description: z.string(),
  taxClass: z.enum(taxClasses),
  amount: moneySchema,
  calls: z.int().optional(),
  seconds: z.int().optional(),
  period: days.optional(),
  credits: z.int().optional(),
});
/** What is printed; the same as core/invoicing/invoiceDocument.ts. */
export const invoiceDocumentSchema = z.object({
  format: z.literal(1),
  kind: z.enum(['invoice', 'credit_note']),
  number: z.string(),
  issuedOn: date,
  dueOn: date,
  period: days.nullable(),
  currency: z.string(),
  timeZone: z.string(),
  language: z.string(),
  seller,
  customer,
  lines: z.array(documentLine),
  calls: z.object({
    ...{ calls: z.int(), seconds: z.int(), amount: moneySchema },
    ...{ byDestination: z.array(group), byNumber: z.array(group) },
  }),
  taxes: z.array(
    z.object({
      ...{ name: z.string(), percent: z.string(), isInclusive: z.boolean(), appliesTo: z.enum(taxScopes) },
      ...{ base: moneySchema, amount: moneySchema },
    }),
  ),
  taxNotes: z.array(z.string()),
  subtotal: moneySchema,
  taxTotal: moneySchema,
  includedTax: moneySchema,
  total: moneySchema,
  statement: z
    .object({
      previousBalance: moneySchema,
      movements: z.array(z.object({ on: date, kind: z.string(), description: z.string(), amount: moneySchema })),
      overdue: moneySchema,
      totalDue: moneySchema,
    })
    .nullable(),
  credits: z.object({ number: z.string(), issuedOn: date, reason: z.string() }).nullable(),
  paymentInstructions: z.string(),
  note: z.string(),
});

const invoiceSchema = z.object({
  ...invoiceItem,
  issuedAt: instantSchema,
  issuedBy: z.string(),
  creditsInvoiceId: idSchema.nullable(),
  runId: idSchema.nullable(),
  credited: moneySchema.meta({ description: 'What credit notes have taken back of its lines' }),
  creditedLines: z.array(z.object({ line: z.int(), amount: moneySchema })),
  creditNotes: z.array(z.object({ id: idSchema, number: z.string(), issuedOn: date, total: moneySchema, reason: z.string() })),
  document: invoiceDocumentSchema,
});
export const getInvoice = endpoint({
  method: 'GET',
  path: '/invoices/:id',
  tag,
  access: 'invoice.read',
  summary: 'One invoice or credit note, with everything that is printed on it',
  params: idParams,
  response: invoiceSchema,
});
export const creditInvoice = endpoint({
  method: 'POST',
  path: '/invoices/:id/credits',
  tag,
  access: 'invoice.credit',
  summary: 'Issue a credit note: the whole invoice, or some of its lines',
  status: 201,
  params: idParams,
  body: z.strictObject({
    reason: line(200, 'The reason').min(1, 'Type the reason; it stands on the credit note.'),
    lines: z
      .array(z.strictObject({ line: z.int().min(1), amount: amountInput }))
      .min(1, 'Choose at least one line.')
      .max(5000)
      .optional()
      .meta({ description: 'Lines of the invoice with the amount to take back of each; left out: all that is left of it' }),
    creditedBefore: amountInput.meta({ description: 'What the invoice said was credited; refused when that has changed' }),
  }),
  response: invoiceSchema,
});

/** The calls that an invoice took, in the order in which they ended. */
export const listInvoiceCalls = endpoint({
  method: 'GET',
  path: '/invoices/:id/calls',
  tag,
  access: 'invoice.read',
  summary: 'The calls on an invoice, one by one',
  params: idParams,
  query: z.strictObject(pageQuery),
  response: pageOf(
    z.object({
      callId: z.string(),
      startedAt: instantSchema,
      callerNumber: z.string(),
      number: z.string(),
      destination: z.string(),
      billedSeconds: z.int(),
      charge: moneySchema,
    }),
  ),
});
