import * as z from 'zod';
import { idSchema, instantSchema, moneySchema } from './common.ts';
import { endpoint } from './endpoint.ts';
import { aboveZero } from './payments.ts';

const tag = 'Customer portal';
export const makeOwnPayLink = endpoint({
  method: 'POST',
  path: '/portal/pay-links',
  tag,
  access: 'portal_change',
  summary: 'An address at which I pay by card: all that I owe, one invoice, or an amount',
  status: 201,
  body: z.strictObject({
    invoiceId: idSchema.nullable().default(null).meta({ description: 'Null: all that is owed' }),
    amount: aboveZero.nullable().default(null).meta({ description: 'Null: what is owed' }),
  }),
  response: z.object({ url: z.string(), expiresAt: instantSchema }),
});
export const redeemOwnVoucher = endpoint({
  method: 'POST',
  path: '/portal/vouchers',
  tag,
  access: 'portal_change',
  summary: 'Put the worth of a voucher on my account, once',
  status: 201,
  body: z.strictObject({ code: z.string().trim().min(1, 'Type the code.').max(60, 'A code is shorter.') }),
  response: z.object({ amount: moneySchema }),
});
