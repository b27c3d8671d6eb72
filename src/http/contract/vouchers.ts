import * as z from 'zod';
import { dateInput, idParams, idSchema, instantSchema, line, moneySchema, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';
import { aboveZero, paymentDetailSchema, reasonInput } from './payments.ts';

const tag = 'Vouchers';
const batchSchema = z.object({
  id: idSchema,
  name: z.string(),
  prefix: z.string(),
  amount: moneySchema,
  currency: z.string(),
  count: z.int(),
  redeemed: z.int(),
  expiresOn: z.string().nullable(),
  createdAt: instantSchema,
  createdBy: z.string(),
  cancelledAt: instantSchema.optional(),
});

export const listVoucherBatches = endpoint({
  method: 'GET',
  path: '/voucher-batches',
  tag,
  access: 'payment.read',
  summary: 'Batches of vouchers, newest first; never their codes',
  query: z.strictObject(pageQuery),
  response: pageOf(batchSchema),
});
export const addVoucherBatch = endpoint({
  method: 'POST',
  path: '/voucher-batches',
  tag,
  access: 'voucher.change',
  summary: 'Make vouchers; the answer is the only place where their codes stand',
  status: 201,
  body: z.strictObject({
    name: line(80, 'The name').min(1, 'Name them, such as "Christmas 2027".'),
    prefix: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z0-9]{0,8}$/, 'At most 8 letters and digits.')
      .default(''),
    amount: aboveZero,
    count: z.int('Type a whole number.').min(1, 'Make one at least.').max(10_000, 'At most 10,000 at once.'),
    expiresOn: dateInput.nullable().default(null),
  }),
  response: z.object({ batch: batchSchema, codes: z.array(z.string()) }),
});
export const listVouchers = endpoint({
  method: 'GET',
  path: '/voucher-batches/:id/vouchers',
  tag,
  access: 'payment.read',
  summary: 'The vouchers of a batch: the last four signs of each, and who redeemed it',
  params: idParams,
  query: z.strictObject(pageQuery),
  response: pageOf(
    z.object({
      id: idSchema,
      lastFour: z.string(),
      redeemedAt: instantSchema.optional(),
      accountId: idSchema.optional(),
      accountName: z.string().optional(),
    }),
  ),
});
export const cancelVoucherBatch = endpoint({
  method: 'POST',
  path: '/voucher-batches/:id/cancel',
  tag,
  access: 'voucher.change',
  summary: 'Make what was not redeemed of a batch worth nothing',
  params: idParams,
  body: z.strictObject({ reason: reasonInput }),
  response: batchSchema,
});
export const redeemVoucher = endpoint({
  method: 'POST',
  path: '/accounts/:id/vouchers',
  tag,
  access: 'payment.record',
  summary: 'Put the worth of a voucher on an account, once',
  status: 201,
  params: idParams,
  body: z.strictObject({ code: z.string().trim().min(1, 'Type the code.').max(60, 'A code is shorter.') }),
  response: paymentDetailSchema,
});
