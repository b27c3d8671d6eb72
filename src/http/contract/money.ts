import * as z from 'zod';
import { balanceSchema } from './accountFields.ts';
import {
  amountInput,
  idParams,
  idSchema,
  instantSchema,
  line,
  moneySchema,
  pageOf,
  pageQuery,
  positiveAmountInput,
} from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Accounts';
/** `key` makes the movement happen once, however often it is sent. */
const movementFields = {
  reason: line(200, 'The reason').min(1, 'Type the reason.'),
  key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'The key has 8 to 64 letters, digits, dashes or underscores.'),
};
const movement = z.object({ transferId: idSchema, isNew: z.boolean(), balance: balanceSchema });
export const topUp = endpoint({
  method: 'POST',
  path: '/accounts/:id/top-ups',
  tag,
  access: 'money.top_up',
  summary: 'Money received from the customer',
  status: 201,
  params: idParams,
  body: z.strictObject({
    amount: positiveAmountInput.refine((text) => !/^[0.]+$/.test(text), 'Type an amount above zero.'),
    ...movementFields,
  }),
  response: movement,
});
export const adjust = endpoint({
  method: 'POST',
  path: '/accounts/:id/adjustments',
  tag,
  access: 'money.adjust',
  summary: 'Correct a balance: positive in favour of the customer, negative against',
  status: 201,
  params: idParams,
  body: z.strictObject({
    amount: amountInput
      .refine((text) => !/^[+-]?[0.]+$/.test(text), 'Type an amount other than zero.')
      .refine((text) => text.replace(/\D.*$|^[+-]/, '').length <= 7, 'This is more than 9,999,999. Check the decimal point.'),
    ...movementFields,
  }),
  response: movement,
});
const entry = z.object({
  transferId: idSchema,
  line: z.int(),
  kind: z.string(),
  description: z.string(),
  actorName: z.string(),
  occurredAt: instantSchema,
  postedAt: instantSchema,
  amount: moneySchema.meta({ description: 'Positive = in favour of the customer' }),
  balanceAfter: moneySchema,
  callId: z.string().optional(),
});
export const listLedger = endpoint({
  method: 'GET',
  path: '/accounts/:id/ledger',
  tag,
  access: 'money.read',
  summary: 'The statement, newest first',
  params: idParams,
  query: z.strictObject(pageQuery),
  response: pageOf(entry),
});
export const getStatement = endpoint({
  method: 'GET',
  path: '/accounts/:id/statement',
  tag,
  access: 'money.read',
  summary: 'The statement as it was at a past moment, newest entry first',
  params: idParams,
  query: z.strictObject({
    ...pageQuery,
    at: instantSchema.meta({ description: 'Entries posted before this instant' }),
    from: instantSchema.optional().meta({ description: 'and not before this one; from the first when left out' }),
  }),
  response: pageOf(entry).extend({
    opening: moneySchema,
    closing: moneySchema,
    held: moneySchema.nullable().meta({ description: 'Set aside for calls at that moment; null before this was kept' }),
    currency: z.string(),
  }),
});
