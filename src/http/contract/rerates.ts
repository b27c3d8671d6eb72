import * as z from 'zod';
import { idParams, idSchema, instantSchema, line, moneySchema, nothing, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Billing';
const count = z.int();
const reason = line(200, 'The reason').min(1, 'Type the reason.');

export const rerateStates = ['previewing', 'ready', 'booking', 'done', 'cancelled'] as const;
const runSchema = z.object({
  id: idSchema,
  state: z.enum(rerateStates),
  progress: z.int().meta({ description: 'Percent of the preview, later of the booking' }),
  packageName: z.string().nullable(),
  withPackageName: z.string().nullable(),
  ratesAt: instantSchema.nullable(),
  accountCount: count.nullable().meta({ description: 'null = all accounts' }),
  prefix: z.string(),
  from: instantSchema.nullable(),
  to: instantSchema.nullable(),
  mayOverdraw: z.boolean(),
  reason: z.string(),
  undoOf: idSchema.nullable(),
  undoneBy: idSchema.nullable(),
  isOutdated: z.boolean().meta({ description: 'Rates were changed since the preview began' }),
  callCount: count,
  changedCount: count,
  withoutRateCount: count,
  leftOutCount: count,
  oldTotal: moneySchema,
  newTotal: moneySchema,
  difference: moneySchema,
  bookedCount: count,
  staleCount: count,
  bookedTotal: moneySchema,
  lossTotal: moneySchema,
  createdAt: instantSchema,
  createdBy: z.string(),
  approvedAt: instantSchema.nullable(),
  approvedBy: z.string().nullable(),
  finishedAt: instantSchema.nullable(),
});
const priced = { oldPrice: moneySchema, newPrice: moneySchema, difference: moneySchema };

export const listRerates = endpoint({
  method: 'GET',
  path: '/rerates',
  tag,
  access: 'money.rerate',
  summary: 'Re-ratings, newest first',
  query: z.strictObject(pageQuery),
  response: pageOf(runSchema),
});
export const startRerate = endpoint({
  method: 'POST',
  path: '/rerates',
  tag,
  access: 'money.rerate',
  summary: 'Preview calls priced again; nothing is booked',
  status: 201,
  body: z.strictObject({
    billingPackageId: idSchema.meta({ description: 'Calls that were priced with this package' }),
    withPackageId: idSchema.optional().meta({ description: 'The package to price them with; the same one when left out' }),
    rates: z
      .enum(['at_answer', 'now'])
      .default('at_answer')
      .meta({ description: 'at_answer = those in force when each call was answered; now = as they stand now' }),
    customerNumbers: z
      .array(z.string().regex(/^\d{1,16}$/, 'A customer number has digits only.'))
      .max(1000)
      .optional()
      .meta({ description: 'Only these customers; all when both this and accountIds are left out' }),
    accountIds: z.array(idSchema).min(1, 'Name an account, or leave this out.').max(1000).optional(),
    prefix: z
      .string()
      .trim()
      .regex(/^\d{0,15}$/, 'A prefix has digits only, with the country code, such as 61.')
      .default(''),
    from: instantSchema.meta({ description: 'Calls answered at or after this instant' }),
    to: instantSchema.meta({ description: 'and before this one' }),
    mayOverdraw: z.boolean().default(false).meta({ description: 'Whether a higher price may take Pre-Paid below zero' }),
    reason,
  }),
  response: z.object({ id: idSchema }),
});
export const getRerate = endpoint({
  method: 'GET',
  path: '/rerates/:id',
  tag,
  access: 'money.rerate',
  summary: 'One re-rating: what it found, how far it is',
  params: idParams,
  response: runSchema,
});
export const listRerateCalls = endpoint({
  method: 'GET',
  path: '/rerates/:id/calls',
  tag,
  access: 'money.rerate',
  summary: 'The calls whose price it changes, by account',
  params: idParams,
  query: z.strictObject(pageQuery),
  response: pageOf(
    z.object({
      callId: z.string(),
      accountId: idSchema,
      accountName: z.string(),
      number: z.string(),
      destination: z.string(),
      answeredAt: instantSchema,
      durationSeconds: z.int(),
      ...priced,
      transferId: idSchema.nullable(),
    }),
  ),
});
export const listRerateAccounts = endpoint({
  method: 'GET',
  path: '/rerates/:id/accounts',
  tag,
  access: 'money.rerate',
  summary: 'What it changes for each account',
  params: idParams,
  query: z.strictObject(pageQuery),
  response: pageOf(z.object({ accountId: idSchema, accountName: z.string(), callCount: count, ...priced })),
});
const act = { method: 'POST', tag, access: 'money.rerate', params: idParams } as const;
export const approveRerate = endpoint({
  ...act,
  path: '/rerates/:id/approve',
  summary: 'Book what the preview shows; refused when rates were changed since',
  status: 202,
  response: nothing,
});
export const cancelRerate = endpoint({ ...act, path: '/rerates/:id/cancel', summary: 'Put a preview away', response: nothing });
export const undoRerate = endpoint({
  ...act,
  path: '/rerates/:id/undo',
  summary: 'Prepare the re-rating that takes this one back; it is approved like any other',
  status: 201,
  body: z.strictObject({ reason }),
  response: z.object({ id: idSchema }),
});
