import * as z from 'zod';
import { handMethods, type PaymentMethod, paymentMethods } from '../../core/payments/payment.ts';
import {
  dateInput,
  idParams,
  idSchema,
  instantSchema,
  line,
  moneySchema,
  nothing,
  pageOf,
  pageQuery,
  positiveAmountInput,
} from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Payments';
const keyInput = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'The key has 8 to 64 letters, digits, dashes or underscores.');
export const aboveZero = positiveAmountInput.refine((text) => !/^[+-]?[0.]+$/.test(text), 'Type an amount above zero.');
export const reasonInput = line(200, 'The reason').min(3, 'Say why; it is kept.');
const methods = Object.keys(paymentMethods) as [PaymentMethod, ...PaymentMethod[]];
const refundMethods = ['cash', 'bank', 'cheque', 'gateway'] as const;
const states = ['created', 'sent', 'succeeded', 'failed', 'unknown'] as const;

const paymentSchema = z.object({
  id: idSchema,
  accountId: idSchema,
  accountName: z.string(),
  method: z.enum(methods),
  amount: moneySchema,
  currency: z.string(),
  receivedOn: z.string(),
  reference: z.string(),
  note: z.string(),
  allocated: moneySchema.meta({ description: 'Part that pays invoices' }),
  returned: moneySchema.meta({ description: 'Part that was given back' }),
  unused: moneySchema.meta({ description: 'The customer’s credit' }),
  paysInvoices: z.boolean().meta({ description: 'False: it went on a Pre-Paid balance' }),
  createdAt: instantSchema,
  createdBy: z.string(),
  reversed: z.object({ at: instantSchema, by: z.string(), reason: z.string() }).optional(),
});
export const paymentDetailSchema = paymentSchema.extend({
  isByCard: z.boolean(),
  allocations: z.array(
    z.object({
      id: idSchema,
      invoiceId: idSchema,
      invoiceNumber: z.string(),
      amount: moneySchema,
      createdAt: instantSchema,
      createdBy: z.string(),
      released: z.object({ at: instantSchema, reason: z.string() }).optional(),
    }),
  ),
  refunds: z.array(
    z.object({
      id: idSchema,
      method: z.enum(refundMethods),
      amount: moneySchema,
      reference: z.string(),
      reason: z.string(),
      state: z.enum(states),
      problem: z.string(),
      createdAt: instantSchema,
      createdBy: z.string(),
    }),
  ),
});
const allocationsInput = z.array(z.strictObject({ invoiceId: idSchema, amount: aboveZero })).max(200);

export const listPayments = endpoint({
  method: 'GET',
  path: '/payments',
  tag,
  access: 'payment.read',
  summary: 'Payments, newest first',
  query: z.strictObject({
    ...pageQuery,
    accountId: idSchema.optional(),
    method: z.enum(methods).optional(),
    from: dateInput.optional(),
    to: dateInput.optional(),
    search: line(100, 'The search').optional().meta({ description: 'In reference and note' }),
    state: z.enum(['credit', 'reversed']).optional(),
  }),
  response: pageOf(paymentSchema),
});
export const getPayment = endpoint({
  method: 'GET',
  path: '/payments/:id',
  tag,
  access: 'payment.read',
  summary: 'A payment, what it pays, and what was given back of it',
  params: idParams,
  response: paymentDetailSchema,
});
export const recordPayment = endpoint({
  method: 'POST',
  path: '/accounts/:id/payments',
  tag,
  access: 'payment.record',
  summary: 'Book money received by hand; pays the oldest invoices unless others are chosen',
  status: 201,
  params: idParams,
  body: z.strictObject({
    method: z.enum(handMethods),
    amount: aboveZero,
    receivedOn: dateInput,
    reference: line(140, 'The reference').default(''),
    note: line(500, 'The note').default(''),
    key: keyInput,
    allocations: allocationsInput.optional(),
    sendsReceipt: z.boolean().default(false),
  }),
  response: paymentDetailSchema,
});
export const allocatePayment = endpoint({
  method: 'POST',
  path: '/payments/:id/allocations',
  tag,
  access: 'payment.record',
  summary: 'Pay chosen invoices with what is left of a payment',
  params: idParams,
  body: z.strictObject({ allocations: allocationsInput.min(1, 'Choose an invoice.') }),
  response: paymentDetailSchema,
});
export const releaseAllocation = endpoint({
  method: 'POST',
  path: '/allocations/:id/release',
  tag,
  access: 'payment.record',
  summary: 'Take a payment off an invoice, which is open again',
  params: idParams,
  body: z.strictObject({ reason: reasonInput }),
  response: nothing,
});
export const reversePayment = endpoint({
  method: 'POST',
  path: '/payments/:id/reverse',
  tag,
  access: 'payment.refund',
  summary: 'Undo a payment that was none',
  params: idParams,
  body: z.strictObject({ reason: reasonInput }),
  response: paymentDetailSchema,
});
export const refundPayment = endpoint({
  method: 'POST',
  path: '/payments/:id/refunds',
  tag,
  access: 'payment.refund',
  summary: 'Give money back',
  status: 201,
  params: idParams,
  body: z.strictObject({
    method: z.enum(refundMethods),
    amount: aboveZero,
    reference: line(140, 'The reference').default(''),
    reason: reasonInput,
    key: keyInput,
  }),
  response: paymentDetailSchema,
});

export const listDebtors = endpoint({
  method: 'GET',
  path: '/debtors',
  tag,
  access: 'payment.read',
  summary: 'Who owes how much, by the age of the debt; the largest first',
  query: z.strictObject(pageQuery),
  response: pageOf(
    z.object({
      accountId: idSchema,
      accountName: z.string(),
      currency: z.string(),
      restriction: z.enum(['none', 'incoming_only']),
      isActive: z.boolean(),
      oldestDueOn: z.string(),
      open: moneySchema,
      current: moneySchema.meta({ description: 'Not due yet' }),
      to30: moneySchema.meta({ description: '1 to 30 days overdue' }),
      to60: moneySchema,
      to90: moneySchema,
      older: moneySchema,
    }),
  ),
});
