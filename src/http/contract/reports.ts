import * as z from 'zod';
import { reportPeriodList } from '../../core/reports/period.ts';
import { dateInput, idSchema, instantSchema, moneySchema, nothing } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Reports';

const periodQuery = {
  period: z.enum(reportPeriodList).default('this_month').meta({ description: 'Days of the operator’s calendar' }),
  from: dateInput.optional().meta({ description: 'First day, for period=custom' }),
  to: dateInput.optional().meta({ description: 'Last day, for period=custom' }),
};
const count = z.int().meta({ description: 'Number of calls' });
const hiddenMoney = moneySchema.nullable().meta({ description: 'Null for those who may not see providers' });

export const figuresSchema = z.object({
  attempts: count.meta({ description: 'All calls, refused ones too' }),
  ...{ answered: count, busy: count, noAnswer: count, cancelled: count, failed: count, refused: count },
  talkSeconds: z.int(),
  billedSeconds: z.int(),
  asr: z.number().nullable().meta({ description: 'Answer-seizure ratio, percent: answered of those not refused' }),
  acdSeconds: z.int().nullable().meta({ description: 'Average call duration of answered calls' }),
  pddSeconds: z.number().nullable().meta({ description: 'Average post-dial delay' }),
  revenue: moneySchema,
  loss: hiddenMoney,
  cost: hiddenMoney,
  margin: hiddenMoney,
});
const booksSchema = z.object({
  ...{ calls: moneySchema, extras: moneySchema, takenBack: moneySchema, revenue: moneySchema },
  ...{ loss: moneySchema, cost: moneySchema, margin: moneySchema },
  ...{ adjustments: moneySchema, writtenOff: moneySchema, result: moneySchema },
});

/** What every report says of itself. */
const aboutSchema = {
  from: z.string().meta({ description: 'First day' }),
  to: z.string().meta({ description: 'Last day' }),
  timeZone: z.string(),
  countedTo: instantSchema
    .nullable()
    .meta({ description: 'What ended before this is counted; null while the past is being counted' }),
};
const beforeSchema = <T extends z.ZodType>(figures: T) =>
  z.object({
    ...{ from: z.string(), to: z.string() },
    until: instantSchema.nullable().meta({ description: 'Counted until here, because the period itself is not over' }),
    total: figures,
  });
const report = <T extends z.ZodRawShape>(row: T) =>
  z.object({
    ...aboutSchema,
    items: z.array(z.object({ ...figuresSchema.shape, ...row })),
    isCut: z.boolean().meta({ description: 'There are more; the total has all' }),
    total: figuresSchema,
    before: beforeSchema(figuresSchema),
  });

const direction = z.enum(['outgoing', 'incoming']).optional();
const destinationId = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'This is not a destination.')
  .optional();
const order = z.enum(['attempts', 'talk', 'revenue', 'margin', 'loss_first']).default('revenue');
const unit = z.enum(['hour', 'day', 'month']);

export const reportCalls = endpoint({
  method: 'GET',
  path: '/reports/calls',
  tag,
  access: 'report.read',
  summary: 'Calls by hour, day or month; a call counts where it ended',
  query: z.strictObject({
    ...periodQuery,
    by: unit.optional().meta({ description: 'Left out: what suits the length of the period' }),
    ...{ direction, destinationId, accountId: idSchema.optional(), providerId: idSchema.optional() },
  }),
  response: z.object({
    ...report({ key: z.string().meta({ description: 'Beginning of the hour, or first date' }) }).shape,
    by: unit,
    filters: z.object({ account: z.string().optional(), destination: z.string().optional(), provider: z.string().optional() }),
  }),
});
const named = { key: idSchema, label: z.string() };
export const reportDestinations = endpoint({
  method: 'GET',
  path: '/reports/destinations',
  tag,
  access: 'report.read',
  summary: 'Calls by destination, the greatest first, at most 500',
  query: z.strictObject({ ...periodQuery, order, direction, accountId: idSchema.optional(), providerId: idSchema.optional() }),
  response: z.object({
    ...report({ ...named, kind: z.string() }).shape,
    filters: z.object({ account: z.string().optional(), provider: z.string().optional() }),
  }),
});
export const reportAccounts = endpoint({
  method: 'GET',
  path: '/reports/accounts',
  tag,
  access: 'report.read',
  summary: 'Calls by account, the greatest first, at most 500',
  query: z.strictObject({ ...periodQuery, order, direction, destinationId }),
  response: z.object({ ...report(named).shape, filters: z.object({ destination: z.string().optional() }) }),
});
export const reportProviders = endpoint({
  method: 'GET',
  path: '/reports/providers',
  tag,
  access: 'provider.read',
  summary: 'Calls by provider, with what each tried and failed',
  query: z.strictObject({ ...periodQuery, direction, destinationId }),
  response: z.object({
    ...report({
      ...named,
      tries: z.int().meta({ description: 'Tries at this provider, also those after which the call went on to another one' }),
      triesAnswered: z.int(),
      causes: z.array(z.object({ cause: z.int().meta({ description: 'ITU-T Q.850' }), calls: z.int() })),
    }).shape,
    filters: z.object({ destination: z.string().optional() }),
  }),
});
export const reportBooks = endpoint({
  method: 'GET',
  path: '/reports/books',
  tag,
  access: 'provider.read',
  summary: 'Revenue, cost and margin as the ledger has them',
  query: z.strictObject({ ...periodQuery, by: unit.optional() }),
  response: z.object({
    ...aboutSchema,
    by: unit,
    items: z.array(z.object({ key: z.string(), ...booksSchema.shape })),
    total: booksSchema,
    before: beforeSchema(booksSchema),
  }),
});
export const reportDebts = endpoint({
  method: 'GET',
  path: '/reports/debts',
  tag,
  access: 'payment.read',
  summary: 'What is owed on invoices, by days since it was due',
  query: nothing,
  response: z.object({
    customers: z.int(),
    ...{ open: moneySchema, current: moneySchema, to30: moneySchema, to60: moneySchema, to90: moneySchema, older: moneySchema },
  }),
});
