import * as z from 'zod';
import { runModes, runStates } from '../../core/invoicing/invoiceRun.ts';
import { dateInput, idParams, idSchema, instantSchema, moneySchema, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Invoice runs';
const date = z.string().meta({ description: 'YYYY-MM-DD' });
export const runSchema = z.object({
  id: idSchema,
  mode: z.enum(runModes),
  state: z.enum(runStates),
  accountId: idSchema.nullable(),
  asOf: date,
  until: date.nullable(),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  actorName: z.string(),
  accountCount: z.int(),
  doneCount: z.int(),
  invoiceCount: z.int(),
  problemCount: z.int(),
  total: moneySchema,
});
export const listInvoiceRuns = endpoint({
  method: 'GET',
  path: '/invoice-runs',
  tag,
  access: 'invoice.read',
  summary: 'Invoice runs and previews, newest first',
  query: z.strictObject(pageQuery),
  response: pageOf(runSchema),
});
export const startInvoiceRun = endpoint({
  method: 'POST',
  path: '/invoice-runs',
  tag,
  access: 'invoice.issue',
  summary: 'Issue every invoice that is due, for all accounts or one; or only look at them',
  status: 202,
  body: z.strictObject({
    mode: z.enum(['by_hand', 'preview']).default('by_hand'),
    accountId: idSchema.optional(),
    asOf: dateInput.optional().meta({ description: 'Invoices that are due on this day; left out: today' }),
    until: dateInput.optional().meta({ description: 'For one account: the first day that is not invoiced yet (a last invoice)' }),
  }),
  response: runSchema,
});
export const getInvoiceRun = endpoint({
  method: 'GET',
  path: '/invoice-runs/:id',
  tag,
  access: 'invoice.read',
  summary: 'One invoice run, with how far it is',
  params: idParams,
  response: runSchema,
});
export const setInvoiceRunState = endpoint({
  method: 'POST',
  path: '/invoice-runs/:id/state',
  tag,
  access: 'invoice.issue',
  summary: 'Stop a run, or let it go on where it was',
  params: idParams,
  body: z.strictObject({ state: z.enum(['running', 'stopped']) }),
  response: runSchema,
});
export const listInvoiceRunItems = endpoint({
  method: 'GET',
  path: '/invoice-runs/:id/items',
  tag,
  access: 'invoice.read',
  summary: 'What a run did, or would do, with each account',
  params: idParams,
  query: z.strictObject({ ...pageQuery, outcome: z.enum(['issued', 'nothing', 'problem']).optional() }),
  response: pageOf(
    z.object({
      accountId: idSchema,
      accountNumber: z.string(),
      customerName: z.string(),
      currency: z.string(),
      outcome: z.enum(['issued', 'nothing', 'problem']),
      problem: z.string(),
      invoiceCount: z.int(),
      total: moneySchema,
    }),
  ),
});
