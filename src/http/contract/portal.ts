import * as z from 'zod';
import { qualityWords } from '../../core/calls/quality.ts';
import { guardStates } from '../../core/fraud/guardTerms.ts';
import { balanceSchema, detailsFields } from './accountFields.ts';
import { callDirections, callOutcomes, priceStepSchema } from './calls.ts';
import { idSchema, instantSchema, moneySchema, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Customer portal';
const date = z.string();
const ownFields = {
  email: detailsFields.email,
  phone: detailsFields.phone,
  mobile: detailsFields.mobile,
  address1: detailsFields.address1,
  address2: detailsFields.address2,
  city: detailsFields.city,
  state: detailsFields.state,
  postcode: detailsFields.postcode,
  country: detailsFields.country,
};
const text = z.string();
const accountSchema = z.object({
  displayName: text,
  accountNumber: text,
  customerNumber: text,
  paymentType: z.enum(['pre_paid', 'post_paid']),
  isActive: z.boolean(),
  ...{ email: text, phone: text, mobile: text, address1: text, address2: text, city: text, state: text, postcode: text },
  country: text,
  version: z.int(),
  balance: balanceSchema,
  owed: moneySchema.meta({ description: 'Open on invoices' }),
  unbilled: moneySchema.meta({ description: 'Used since the last invoice' }),
  nextInvoiceOn: date.nullable(),
  restriction: z.enum(['none', 'incoming_only']),
  guardState: z
    .enum(guardStates)
    .meta({ description: 'What the fraud guard allows: anything, one call at a time, or no outgoing calls' }),
  mayPayByCard: z.boolean(),
});
export const getPortalAccount = endpoint({
  method: 'GET',
  path: '/portal/account',
  tag,
  access: 'portal',
  summary: 'My account: balance, what is owed, the next invoice, my details',
  response: accountSchema,
});
export const changeOwnDetails = endpoint({
  method: 'PUT',
  path: '/portal/details',
  tag,
  access: 'portal_change',
  summary: 'Change where letters and invoices go',
  body: z.strictObject({ ...ownFields, version: z.int() }),
  response: accountSchema,
});
/** Server-sent events at `/api/v1/portal/live` (not described by a JSON schema): `account`, `calls` = something of mine has moved; without data. */
export const portalLivePath = '/portal/live';
export const listPortalLiveCalls = endpoint({
  method: 'GET',
  path: '/portal/live-calls',
  tag,
  access: 'portal',
  summary: 'My calls in progress',
  response: z.object({
    items: z.array(
      z.object({
        ...{ callId: text, callerNumber: text, number: text, destination: text },
        direction: z.enum(callDirections),
        startedAt: instantSchema,
        answeredAt: instantSchema.nullable(),
        hold: moneySchema,
        currency: text,
      }),
    ),
  }),
});
/** No provider, route, package or cost: those are the operator's. */
const callSchema = z.object({
  ...{ id: idSchema, callId: text, callerNumber: text, dialled: text, number: text, destination: text },
  direction: z.enum(callDirections),
  startedAt: instantSchema,
  answeredAt: instantSchema.nullable(),
  durationSeconds: z.int(),
  billedSeconds: z.int(),
  charge: moneySchema,
  currency: text,
  outcome: z.enum(callOutcomes),
});
export const listPortalCalls = endpoint({
  method: 'GET',
  path: '/portal/calls',
  tag,
  access: 'portal',
  summary: 'My calls, newest first',
  query: z.strictObject({
    ...pageQuery,
    search: z.string().trim().max(40).optional(),
    outcome: z.enum(callOutcomes).optional(),
    from: instantSchema.optional(),
    to: instantSchema.optional(),
  }),
  response: pageOf(callSchema),
});
export const getPortalCall = endpoint({
  method: 'GET',
  path: '/portal/calls/:callId',
  tag,
  access: 'portal',
  summary: 'One of my calls with its price explained',
  params: z.strictObject({ callId: z.string().regex(/^[A-Za-z0-9._-]{1,80}$/) }),
  response: callSchema.extend({ steps: z.array(priceStepSchema), sound: z.enum(qualityWords).nullable() }),
});
export const listPortalPayments = endpoint({
  method: 'GET',
  path: '/portal/payments',
  tag,
  access: 'portal',
  summary: 'My payments, newest first',
  query: z.strictObject(pageQuery),
  response: pageOf(
    z.object({ id: idSchema, method: text, amount: moneySchema, currency: text, receivedOn: date, reference: text }),
  ),
});
