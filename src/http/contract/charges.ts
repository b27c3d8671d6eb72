import * as z from 'zod';
import { type ChargeFailure, chargeFailures, chargeStates } from '../../core/payments/charge.ts';
import { type DunningKind, dunningKinds, restrictions } from '../../core/payments/dunning.ts';
import { idParams, idSchema, instantSchema, moneySchema, nothing, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';
import { aboveZero } from './payments.ts';

const tag = 'Payments';
const failures = Object.keys(chargeFailures) as [ChargeFailure, ...ChargeFailure[]];
const kinds = Object.keys(dunningKinds) as [DunningKind, ...DunningKind[]];

const chargeSchema = z.object({
  id: idSchema,
  accountId: idSchema,
  accountName: z.string(),
  origin: z.enum(['automatic', 'staff', 'customer']),
  invoiceNumber: z.string().optional(),
  gateway: z.string(),
  amount: moneySchema,
  currency: z.string(),
  description: z.string(),
  state: z.enum(chargeStates),
  failure: z.enum(failures).optional(),
  problem: z.string(),
  reference: z.string(),
  createdAt: instantSchema,
  finishedAt: instantSchema.optional(),
  nextAskAt: instantSchema.optional().meta({ description: 'When the gateway is asked again' }),
  paymentId: idSchema.optional(),
});

export const listCharges = endpoint({
  method: 'GET',
  path: '/card-charges',
  tag,
  access: 'payment.read',
  summary: 'Attempts to take money from cards, newest first',
  query: z.strictObject({ ...pageQuery, accountId: idSchema.optional(), state: z.enum(chargeStates).optional() }),
  response: pageOf(chargeSchema),
});
export const askChargeAgain = endpoint({
  method: 'POST',
  path: '/card-charges/:id/ask',
  tag,
  access: 'payment.record',
  summary: 'Ask the gateway now what became of an attempt',
  status: 202,
  params: idParams,
  response: nothing,
});
export const countMoneyAlerts = endpoint({
  method: 'GET',
  path: '/payments/alerts',
  tag,
  access: 'payment.read',
  summary: 'What somebody should look at',
  response: z.object({ unknownCharges: z.int(), unknownRefunds: z.int(), openLines: z.int() }),
});
export const getReceivables = endpoint({
  method: 'GET',
  path: '/accounts/:id/receivables',
  tag,
  access: 'payment.read',
  summary: 'What an account owes, its credit, its card at the gateway, and what was done about its debts',
  params: idParams,
  response: z.object({
    open: moneySchema,
    credit: moneySchema,
    restriction: z.enum(restrictions),
    restrictedAt: instantSchema.optional(),
    suspendedAt: instantSchema.optional().meta({ description: 'By dunning, not by staff' }),
    invoices: z.array(
      z.object({
        invoiceId: idSchema,
        number: z.string(),
        issuedOn: z.string(),
        dueOn: z.string(),
        total: moneySchema,
        open: moneySchema,
      }),
    ),
    cards: z.array(
      z.object({
        id: idSchema,
        gateway: z.string(),
        brand: z.string(),
        lastFour: z.string(),
        expiry: z.string(),
        createdAt: instantSchema,
        isActive: z.boolean().meta({ description: 'Its gateway is the one that charges' }),
      }),
    ),
    charges: z.array(chargeSchema).meta({ description: 'The last ten' }),
    steps: z.array(
      z.object({
        invoiceNumber: z.string(),
        kind: z.enum(kinds),
        takenAt: instantSchema,
        isTold: z.boolean().meta({ description: 'A letter was queued' }),
        fee: moneySchema.nullable(),
        isOpen: z.boolean(),
      }),
    ),
  }),
});
export const chargeInvoice = endpoint({
  method: 'POST',
  path: '/accounts/:id/card-charges',
  tag,
  access: 'payment.record',
  summary: 'Charge the card of a Post-Paid account for an invoice now',
  status: 202,
  params: idParams,
  body: z.strictObject({ invoiceId: idSchema }),
  response: z.object({ chargeId: idSchema }),
});
export const makePayLink = endpoint({
  method: 'POST',
  path: '/accounts/:id/pay-links',
  tag,
  access: 'payment.record',
  summary: 'An address at which the customer pays by card; shown once, and sent when wished',
  status: 201,
  params: idParams,
  body: z.strictObject({
    invoiceId: idSchema.nullable().default(null).meta({ description: 'Null: all that is owed' }),
    amount: aboveZero.nullable().default(null).meta({ description: 'Null: what is owed' }),
    isMailed: z.boolean().default(false),
  }),
  response: z.object({ url: z.string(), expiresAt: instantSchema }),
});
export const removeCardAtGateway = endpoint({
  method: 'DELETE',
  path: '/accounts/:id/gateway-cards/:cardId',
  tag,
  access: 'card.change',
  summary: 'Charge the card that the gateway keeps no more',
  params: idParams.extend({ cardId: idSchema }),
  response: nothing,
});
