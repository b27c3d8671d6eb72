import * as z from 'zod';
import { type RefusalCode, refusals } from '../../core/base/refusal.ts';
import { idSchema, instantSchema, moneySchema, nothing, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';
import { qualitySchema } from './quality.ts';

export const callOutcomes = ['answered', 'busy', 'no_answer', 'failed', 'cancelled', 'refused'] as const;
/** `incoming` = a provider brought it. */
export const callDirections = ['outgoing', 'incoming'] as const;
const refusalCodes = Object.keys(refusals) as [RefusalCode, ...RefusalCode[]];
export const callParams = z.strictObject({ callId: z.string().regex(/^[A-Za-z0-9._-]{1,80}$/) });

export const callRowSchema = z.object({
  id: idSchema,
  callId: z.string(),
  accountId: idSchema.nullable(),
  accountName: z.string(),
  callerNumber: z.string(),
  dialled: z.string(),
  number: z.string(),
  destinationKind: z.string(),
  destination: z.string(),
  protocol: z.string(),
  direction: z.enum(callDirections),
  providerName: z.string(),
  startedAt: instantSchema,
  answeredAt: instantSchema.nullable(),
  endedAt: instantSchema,
  durationSeconds: z.int(),
  billedSeconds: z.int(),
  price: moneySchema,
  charge: moneySchema,
  currency: z.string(),
  outcome: z.enum(callOutcomes),
  refusal: z.enum(refusalCodes).nullable(),
  refusalText: z.string(),
  hangupCause: z.int(),
  isEstimated: z.boolean(),
});
/** One line of a price's explanation: a sentence, and the exact amount it adds. */
export const priceStepSchema = z.object({ text: z.string(), amount: z.string() });
const tag = 'Calls';
export const listCalls = endpoint({
  method: 'GET',
  path: '/calls',
  tag,
  access: 'call.read',
  summary: 'Finished calls, newest first; search by number, caller or call id',
  query: z.strictObject({
    ...pageQuery,
    accountId: idSchema.optional(),
    search: z.string().trim().max(40).optional(),
    outcome: z.enum(callOutcomes).optional(),
    direction: z.enum(callDirections).optional(),
    from: instantSchema.optional(),
    to: instantSchema.optional(),
  }),
  response: pageOf(callRowSchema),
});
export const getCall = endpoint({
  method: 'GET',
  path: '/calls/:callId',
  tag,
  access: 'call.read',
  summary: 'One call with its price explained',
  params: callParams,
  response: callRowSchema.extend({
    durationMilliseconds: z.int(),
    loss: moneySchema,
    ratePrefix: z.string().nullable(),
    billingPackageName: z.string().nullable(),
    steps: z.array(priceStepSchema),
    transferId: idSchema.nullable(),
    correction: moneySchema.nullable(),
    rerates: z
      .array(
        z.object({
          runId: idSchema,
          at: instantSchema,
          reason: z.string(),
          oldPrice: moneySchema,
          newPrice: moneySchema,
          difference: moneySchema,
        }),
      )
      .meta({ description: 'How it was priced again, oldest first' }),
    forwardedFor: z.string().nullable().meta({ description: 'Who called in the beginning, when this call was passed on' }),
    cost: z
      .object({
        amount: moneySchema,
        margin: moneySchema.meta({ description: 'What was charged less the cost' }),
        deckName: z.string(),
        ratePrefix: z.string(),
        steps: z.array(priceStepSchema),
      })
      .nullable()
      .meta({ description: 'What the provider took; null = not known, or not for your level' }),
    postDialDelayMilliseconds: z
      .int()
      .nullable()
      .meta({ description: 'From the request to the first ringing, to the first sound or the answer where nothing rang' }),
    codec: z.string().meta({ description: 'Of the side that answered; empty = not known' }),
    quality: qualitySchema.nullable(),
    forwardedBy: z.array(z.string()).meta({ description: 'The network numbers that passed it on, first to last' }),
  }),
});
export const placeTestCall = endpoint({
  method: 'POST',
  path: '/test-calls',
  tag,
  access: 'call.test',
  summary: 'Place a call as if this phone had dialled; charged like any other',
  status: 202,
  body: z.strictObject({
    networkNumber: z.string().regex(/^\d{4,15}$/),
    dialled: z.string().trim().min(1, 'Type the number to call.').max(30),
    seconds: z.int().min(1).max(120).default(10),
  }),
  response: nothing,
});
/** Where a browser phone's websocket is (SIP over WebSocket, RFC 7118): same origin, the session's cookie needed. */
export const phoneSocketPath = '/ws';
export const openBrowserPhone = endpoint({
  method: 'POST',
  path: '/browser-phones',
  tag,
  access: 'call.test',
  isForPeople: true,
  summary:
    'A login for a phone in the browser, for a quarter of an hour; it calls as this network number, charged like any other call',
  status: 201,
  body: z.strictObject({ networkNumber: z.string().regex(/^\d{4,15}$/) }),
  response: z.object({ username: z.string(), secret: z.string(), expiresAt: instantSchema }),
});
