import * as z from 'zod';
import { paymentTypes } from '../../core/accounts/account.ts';
import { signupStates } from '../../core/accounts/signup.ts';
import { accountSchema, credentialsSchema, detailsSchema } from './accountFields.ts';
import { idParams, idSchema, instantSchema, line, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'New accounts';

export const listSignups = endpoint({
  method: 'GET',
  path: '/signups',
  tag,
  access: 'signup.read',
  summary: 'Signups, newest first; search over what was sent',
  query: z.strictObject({
    ...pageQuery,
    search: z.string().trim().max(100).optional(),
    state: z.enum(signupStates).optional(),
  }),
  response: pageOf(
    z.object({
      id: idSchema,
      state: z.enum(signupStates),
      formName: z.string(),
      name: z.string(),
      company: z.string(),
      email: z.string(),
      phone: z.string(),
      city: z.string(),
      site: z.string(),
      address: z.string(),
      receivedAt: instantSchema,
      decidedBy: z.string().nullable(),
      accountId: idSchema.nullable(),
    }),
  ),
});
export const countSignups = endpoint({
  method: 'GET',
  path: '/signups/count',
  tag,
  access: 'signup.read',
  summary: 'How many signups wait for a decision',
  response: z.object({ waiting: z.int() }),
});

const nullableInstant = instantSchema.nullable();
export const signupSchema = z.object({
  id: idSchema,
  formId: idSchema,
  formName: z.string(),
  state: z.enum(signupStates),
  formChoice: z
    .object({ billingPackageId: idSchema.nullable(), routeId: idSchema.nullable(), paymentType: z.enum(paymentTypes).nullable() })
    .meta({ description: "What the form says; null = the operator's default" }),
  name: z.string(),
  sent: z.record(z.string(), z.string()).meta({ description: 'Field names and texts as they were sent' }),
  details: detailsSchema,
  message: z.string(),
  address: z.string(),
  userAgent: z.string(),
  site: z.string().meta({ description: 'hosted, or the origin of the page that embedded the form' }),
  receivedAt: instantSchema,
  confirmUntil: nullableInstant,
  confirmedAt: nullableInstant,
  decidedAt: nullableInstant,
  decidedBy: z.string().nullable(),
  reason: z.string(),
  accountId: idSchema.nullable(),
  events: z.array(z.object({ id: idSchema, at: instantSchema, event: z.string(), actorName: z.string(), detail: z.string() })),
  sameAccounts: z
    .array(
      z.object({
        id: idSchema,
        customerNumber: z.string(),
        name: z.string(),
        same: z.array(z.enum(['email', 'phone', 'place'])),
      }),
    )
    .meta({ description: 'Accounts with the same e-mail, phone, or last name and street' }),
  sameSignups: z.array(z.object({ id: idSchema, state: z.enum(signupStates), receivedAt: instantSchema })),
});
export const getSignup = endpoint({
  method: 'GET',
  path: '/signups/:id',
  tag,
  access: 'signup.read',
  summary: 'One signup: what was sent, from where, its history, and who may be the same customer',
  params: idParams,
  response: signupSchema,
});
export const approveSignup = endpoint({
  method: 'POST',
  path: '/signups/:id/approve',
  tag,
  access: 'signup.decide',
  summary:
    "Make the account; what is left out comes from the form, then from the operator's defaults. The secret is shown only here",
  status: 201,
  params: idParams,
  body: z.strictObject({
    billingPackageId: idSchema.optional(),
    routeId: idSchema.optional(),
    paymentType: z.enum(paymentTypes).optional(),
    isActive: z.boolean().default(true),
    doesSend: z.boolean().default(false).meta({ description: 'Send the credentials by e-mail' }),
  }),
  response: z.object({ account: accountSchema, credentials: credentialsSchema }),
});
export const rejectSignup = endpoint({
  method: 'POST',
  path: '/signups/:id/reject',
  tag,
  access: 'signup.decide',
  summary: 'Reject with a reason for colleagues; if asked, with a letter',
  params: idParams,
  body: z.strictObject({
    reason: line(500, 'The reason').min(1, 'Type why, for colleagues.'),
    doesTell: z.boolean().default(false),
    message: z.string().trim().max(2000, 'At most 2,000 characters.').default(''),
  }),
  response: signupSchema,
});
