import * as z from 'zod';
import { matchGrades } from '../../core/payments/bankLine.ts';
import { idParams, idSchema, line, moneySchema, nothing, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';
import { reasonInput } from './payments.ts';

const tag = 'Bank statements';
const columnInput = z.int('Choose a column.').min(0, 'Choose a column.').max(99, 'Choose a column.');

/** Which column of a CSV is what, counted from 0; absent columns are null. */
export const csvMapping = z.strictObject({
  delimiter: z.enum([',', ';', '\t', '|']),
  hasHeader: z.boolean(),
  date: columnInput,
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']),
  amount: columnInput,
  decimalSign: z.enum(['.', ',']),
  payer: columnInput.nullable(),
  text: columnInput.nullable(),
  reference: columnInput.nullable(),
  currency: columnInput.nullable(),
});
export type CsvMapping = z.output<typeof csvMapping>;

const lineSchema = z.object({
  id: idSchema,
  bankReference: z.string(),
  bookedOn: z.string(),
  amount: moneySchema,
  currency: z.string(),
  payer: z.string(),
  text: z.string(),
  state: z.enum(['open', 'booked', 'ignored']),
  grade: z.enum(matchGrades).meta({ description: 'How sure the suggestion is' }),
  accountId: idSchema.optional(),
  accountName: z.string().optional(),
  invoices: z.array(z.object({ id: idSchema, number: z.string() })),
  paymentId: idSchema.optional(),
  note: z.string(),
});

export const importStatement = endpoint({
  method: 'POST',
  path: '/bank-statements',
  tag,
  access: 'payment.record',
  summary: 'Take the new lines of a bank statement and suggest what each pays; books nothing',
  status: 201,
  body: z.discriminatedUnion('format', [
    z.strictObject({
      format: z.literal('camt053'),
      fileName: line(200, 'The file name'),
      text: z.string().min(1, 'The file is empty.'),
    }),
    z.strictObject({
      format: z.literal('csv'),
      fileName: line(200, 'The file name'),
      text: z.string().min(1, 'The file is empty.'),
      mapping: csvMapping,
    }),
  ]),
  response: z.object({
    added: z.int(),
    known: z.int().meta({ description: 'Lines that were imported before' }),
    skipped: z.int().meta({ description: 'Lines that are no money received' }),
  }),
});
export const listBankLines = endpoint({
  method: 'GET',
  path: '/bank-lines',
  tag,
  access: 'payment.read',
  summary: 'Money received as the bank says, newest first',
  query: z.strictObject({ ...pageQuery, state: z.enum(['open', 'booked', 'ignored']).optional() }),
  response: pageOf(lineSchema),
});
export const matchAgain = endpoint({
  method: 'POST',
  path: '/bank-lines/match',
  tag,
  access: 'payment.record',
  summary: 'Look again at what open lines may pay',
  response: z.object({ count: z.int() }),
});
export const bookBankLine = endpoint({
  method: 'POST',
  path: '/bank-lines/:id/book',
  tag,
  access: 'payment.record',
  summary: 'Book a line as a payment, once',
  params: idParams,
  body: z.strictObject({ accountId: idSchema, invoiceIds: z.array(idSchema).max(100).default([]) }),
  response: lineSchema,
});
export const ignoreBankLine = endpoint({
  method: 'POST',
  path: '/bank-lines/:id/ignore',
  tag,
  access: 'payment.record',
  summary: 'This line is no customer’s payment',
  params: idParams,
  body: z.strictObject({ reason: reasonInput }),
  response: nothing,
});
