import * as z from 'zod';
import { accountProtocols, paymentTypes } from '../../core/accounts/account.ts';
import {
  accountRowSchema,
  accountSchema,
  accountSettings,
  addAccountInput,
  credentialsSchema,
  detailsFields,
  extraInput,
  isIdentified,
  needsIdentity,
} from './accountFields.ts';
import { idParams, idSchema, instantSchema, line, moneySchema, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Accounts';
export const listAccounts = endpoint({
  method: 'GET',
  path: '/accounts',
  tag,
  access: 'account.read',
  summary: 'Accounts, newest first; search over names, numbers, mail, phones, city, reference',
  query: z.strictObject({
    ...pageQuery,
    search: z.string().trim().max(100).optional(),
    state: z.enum(['active', 'suspended']).optional(),
    paymentType: z.enum(paymentTypes).optional(),
  }),
  response: pageOf(accountRowSchema),
});
export const getAddAccountDefaults = endpoint({
  method: 'GET',
  path: '/accounts/defaults',
  tag,
  access: 'account.add',
  summary: 'What Add Account starts with',
  response: z.object({
    customerNumber: z.string(),
    paymentType: z.enum(paymentTypes),
    protocol: z.enum(accountProtocols),
    billingPackageId: idSchema.nullable(),
    routeId: idSchema.nullable(),
    callLimit: z.int(),
    dailySpendLimit: moneySchema.nullable(),
    currency: z.string(),
    country: z.string(),
    timeZone: z.string(),
  }),
});
export const addAccount = endpoint({
  method: 'POST',
  path: '/accounts',
  tag,
  access: 'account.add',
  summary: 'Add an account with its first phone; the secret is shown only here',
  status: 201,
  body: addAccountInput,
  response: z.object({ account: accountSchema, credentials: credentialsSchema }),
});
export const getAccount = endpoint({
  method: 'GET',
  path: '/accounts/:id',
  tag,
  access: 'account.read',
  summary: 'One account',
  params: idParams,
  response: accountSchema,
});
export const changeAccount = endpoint({
  method: 'PUT',
  path: '/accounts/:id',
  tag,
  access: 'account.change',
  summary: 'Change details, settings and extras; refused when somebody else changed it meanwhile',
  params: idParams,
  body: z
    .strictObject({
      ...detailsFields,
      ...z.strictObject(accountSettings).omit({ customerNumber: true }).shape,
      extras: z.array(extraInput).max(100),
      version: z.int(),
    })
    .refine(isIdentified, needsIdentity),
  response: accountSchema,
});
export const setAccountActive = endpoint({
  method: 'POST',
  path: '/accounts/:id/active',
  tag,
  access: 'account.suspend',
  summary: 'Suspend at once (no calls, no registrations, calls in progress end) or activate again',
  params: idParams,
  body: z.strictObject({ isActive: z.boolean(), reason: line(500, 'The reason').default('') }),
  response: accountSchema,
});

const noteSchema = z.object({
  id: idSchema,
  body: z.string(),
  authorName: z.string(),
  isPinned: z.boolean(),
  createdAt: instantSchema,
});
export const listNotes = endpoint({
  method: 'GET',
  path: '/accounts/:id/notes',
  tag,
  access: 'account.read',
  summary: 'The running log, pinned first, then newest first',
  params: idParams,
  response: z.object({ items: z.array(noteSchema) }),
});
export const addNote = endpoint({
  method: 'POST',
  path: '/accounts/:id/notes',
  tag,
  access: 'account.change',
  summary: 'Add a note',
  status: 201,
  params: idParams,
  body: z.strictObject({ body: z.string().trim().min(1, 'Type the note.').max(10_000) }),
  response: noteSchema,
});
export const listHistory = endpoint({
  method: 'GET',
  path: '/accounts/:id/history',
  tag,
  access: 'account.read',
  summary: 'Who did what on this account',
  params: idParams,
  query: z.strictObject(pageQuery),
  response: pageOf(
    z.object({
      id: idSchema,
      at: instantSchema,
      actorName: z.string(),
      action: z.string(),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
});
