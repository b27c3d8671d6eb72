import * as z from 'zod';
import { accountProtocols, paymentTypes } from '../../core/accounts/account.ts';
import { duplicateReasons } from '../../core/accounts/duplicates.ts';
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
import { extraPresetSchema } from './extraPresets.ts';

const tag = 'Accounts';
/** What a customer is recognised by. */
const typedText = z.string().trim().max(254).default('');
export const identityFields = {
  ...{ firstName: typedText, lastName: typedText, company: typedText, email: typedText },
  ...{ phone: typedText, mobile: typedText, address1: typedText, postcode: typedText },
};
export const duplicateSchema = z.object({
  id: idSchema,
  displayName: z.string(),
  accountNumber: z.string(),
  customerNumber: z.string(),
  city: z.string(),
  isActive: z.boolean(),
  reasons: z.array(z.enum(duplicateReasons)),
});
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
    hourlySpendLimit: moneySchema.nullable(),
    lowBalanceAt: z.array(moneySchema).meta({ description: 'What null means for this field' }),
    creditLimit: moneySchema.nullable(),
    allowedPrefixes: z.array(z.string()),
    blockedPrefixes: z.array(z.string()),
    extras: extraPresetSchema.shape.extras,
    currency: z.string(),
    country: z.string(),
    language: z.string(),
    timeZone: z.string(),
    canSendMail: z.boolean().meta({ description: 'False: letters wait until Settings name a mail server' }),
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
  response: z.object({ account: accountSchema, credentials: credentialsSchema, duplicates: z.array(duplicateSchema) }),
});
export const listDuplicates = endpoint({
  method: 'GET',
  path: '/accounts/duplicates',
  tag,
  access: 'account.read',
  summary: 'Customers who may be the one that is being typed: same e-mail, phone, or name and address. A hint, never a refusal',
  query: z.strictObject({
    ...identityFields,
    exceptId: idSchema.optional().meta({ description: 'The account that is being changed' }),
  }),
  response: z.object({ items: z.array(duplicateSchema) }),
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
      agentNumber: line(40, 'The agent number').optional().meta({ description: 'As it is when absent' }),
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
  query: z.strictObject({ ...pageQuery, search: z.string().trim().max(100).optional() }),
  response: pageOf(noteSchema),
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
export const pinNote = endpoint({
  method: 'PUT',
  path: '/notes/:id/pin',
  tag,
  access: 'account.change',
  summary: 'Pin a note above the others, or take the pin away',
  params: idParams,
  body: z.strictObject({ isPinned: z.boolean() }),
  response: noteSchema,
});
/** What history can be narrowed to. */
export const historyKinds = ['details', 'phones', 'money', 'notes', 'calls'] as const;
export const listHistory = endpoint({
  method: 'GET',
  path: '/accounts/:id/history',
  tag,
  access: 'account.read',
  summary: 'Who did what on this account',
  params: idParams,
  query: z.strictObject({
    ...pageQuery,
    kind: z.enum(historyKinds).optional(),
    actor: z.string().trim().max(100).optional().meta({ description: 'Part of a name' }),
    from: instantSchema.optional(),
    to: instantSchema.optional(),
    sinceVersion: z.coerce
      .number()
      .int()
      .min(0)
      .max(2_147_483_647)
      .optional()
      .meta({ description: 'Only changes of details and settings that were made to this version or a later one' }),
  }),
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
