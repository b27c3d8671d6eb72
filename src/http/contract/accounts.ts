import * as z from 'zod';
import { accountProtocols, identifyingFields, networkNumberPattern, paymentTypes } from '../../core/accounts/account.ts';
import { chargePeriodList } from '../../core/extras/chargePeriod.ts';
import {
  amountInput,
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
import { timeZoneInput } from './settings.ts';

const emailInput = z.union([z.literal(''), z.email('This is not an e-mail address.')]);
const phoneInput = z
  .string()
  .trim()
  .max(30)
  .regex(/^$|^\+?[0-9 ()\-./]{4,30}$/, 'Write the phone number with digits, such as +61 2 9999 0000.');
const prefixInput = z
  .string()
  .trim()
  .regex(/^\d{1,15}$/, 'A prefix has digits only, with the country code, such as 61.');

/** Customer details. All optional; `accountInput` asks for one of the identifying ones. */
export const detailsFields = {
  title: line(30, 'The title').default(''),
  firstName: line(100, 'The first name').default(''),
  middleInitial: line(10, 'The middle initial').default(''),
  lastName: line(100, 'The last name').default(''),
  company: line(200, 'The company').default(''),
  dateOfBirth: dateInput
    .refine((date) => date >= '1900-01-01', 'This date of birth is too long ago.')
    .nullable()
    .default(null),
  email: emailInput.default(''),
  phone: phoneInput.default(''),
  mobile: phoneInput.default(''),
  fax: phoneInput.default(''),
  address1: line(200, 'The street address').default(''),
  address2: line(200, 'The street address').default(''),
  city: line(100, 'The suburb or city').default(''),
  state: line(100, 'The state').default(''),
  postcode: line(20, 'The postcode').default(''),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^$|^[A-Z]{2}$/, 'Choose a country.')
    .default(''),
  taxId: line(50, 'The tax id').default(''),
  language: z
    .string()
    .trim()
    .regex(/^$|^[a-z]{2}(-[A-Z]{2})?$/, 'Choose a language.')
    .default(''),
  timeZone: z.union([z.literal(''), timeZoneInput]).default(''),
  reference: line(100, 'The reference').default(''),
};

export const extraInput = z
  .strictObject({
    description: line(200, 'The description').min(1, 'Type what the extra is for.'),
    cost: positiveAmountInput,
    chargePeriod: z.enum(chargePeriodList),
    startsOn: dateInput.optional().meta({ description: 'Today when absent' }),
    endsOn: dateInput.nullable().default(null),
    doesProrate: z.boolean().default(false),
    isTaxable: z.boolean().default(true),
  })
  .refine((extra) => !extra.endsOn || !extra.startsOn || extra.endsOn >= extra.startsOn, {
    path: ['endsOn'],
    message: 'The end lies before the start.',
  });

const accountSettings = {
  customerNumber: z
    .string()
    .trim()
    .regex(networkNumberPattern, 'A customer number has 4 to 15 digits and does not start with 0.')
    .optional()
    .meta({ description: 'The next free number when absent' }),
  paymentType: z.enum(paymentTypes),
  protocol: z.enum(accountProtocols),
  billingPackageId: idSchema,
  routeId: idSchema,
  callLimit: z.int('Type a whole number.').min(1, 'At least one call.').max(1000, 'At most 1000 calls.'),
  dailySpendLimit: positiveAmountInput.nullable().default(null),
  creditLimit: positiveAmountInput.nullable().default(null).meta({ description: 'Post-Paid only; null = no limit' }),
  allowedPrefixes: z.array(prefixInput).max(500).default([]),
  blockedPrefixes: z.array(prefixInput).max(500).default([]),
};

const isIdentified = (details: { readonly [name: string]: unknown }) => identifyingFields.some((name) => details[name] !== '');
const needsIdentity = {
  path: ['lastName'],
  message: 'Type at least a name, a company, an e-mail, a phone or a reference, so that this customer can be found again.',
};

/** Settings that are left out take the operator's defaults. */
export const addAccountInput = z
  .strictObject({
    ...detailsFields,
    ...z
      .strictObject(accountSettings)
      .partial({ paymentType: true, protocol: true, billingPackageId: true, routeId: true, callLimit: true }).shape,
    dailySpendLimit: positiveAmountInput
      .nullable()
      .optional()
      .meta({ description: "The operator's default when absent; null = none" }),
    extras: z.array(extraInput).max(100).default([]),
    note: z.string().trim().max(10_000).default(''),
  })
  .refine(isIdentified, needsIdentity);

export const credentialsSchema = z
  .object({
    networkNumber: z.string(),
    secret: z.string(),
    protocols: z.array(z.enum(['sip', 'iax'])),
    server: z.string(),
    sipPort: z.int(),
    iaxPort: z.int(),
  })
  .meta({ description: 'Shown once' });

const details = z.object({
  title: z.string(),
  firstName: z.string(),
  middleInitial: z.string(),
  lastName: z.string(),
  company: z.string(),
  dateOfBirth: z.string().nullable(),
  email: z.string(),
  phone: z.string(),
  mobile: z.string(),
  fax: z.string(),
  address1: z.string(),
  address2: z.string(),
  city: z.string(),
  state: z.string(),
  postcode: z.string(),
  country: z.string(),
  taxId: z.string(),
  language: z.string(),
  timeZone: z.string(),
  reference: z.string(),
});
export const balanceSchema = z.object({
  posted: moneySchema,
  held: moneySchema,
  available: moneySchema.nullable().meta({ description: 'null = no limit' }),
  currency: z.string(),
});
const extraSchema = z.object({
  id: idSchema,
  description: z.string(),
  cost: moneySchema,
  chargePeriod: z.enum(chargePeriodList),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  doesProrate: z.boolean(),
  isTaxable: z.boolean(),
});
export const accountSchema = details.extend({
  id: idSchema,
  accountNumber: z.string(),
  customerNumber: z.string(),
  displayName: z.string(),
  paymentType: z.enum(paymentTypes),
  protocol: z.enum(accountProtocols),
  billingPackageId: idSchema,
  billingPackageName: z.string(),
  routeId: idSchema,
  routeName: z.string(),
  callLimit: z.int(),
  dailySpendLimit: moneySchema.nullable(),
  creditLimit: moneySchema.nullable(),
  allowedPrefixes: z.array(z.string()),
  blockedPrefixes: z.array(z.string()),
  isActive: z.boolean(),
  createdAt: instantSchema,
  createdBy: z.string(),
  version: z.int(),
  balance: balanceSchema,
  extras: z.array(extraSchema),
});
export const accountRowSchema = z.object({
  id: idSchema,
  accountNumber: z.string(),
  customerNumber: z.string(),
  displayName: z.string(),
  email: z.string(),
  city: z.string(),
  paymentType: z.enum(paymentTypes),
  isActive: z.boolean(),
  billingPackageName: z.string(),
  posted: moneySchema,
  currency: z.string(),
  phones: z.int(),
  registeredPhones: z.int(),
  createdAt: instantSchema,
});

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
export const listLedger = endpoint({
  method: 'GET',
  path: '/accounts/:id/ledger',
  tag,
  access: 'money.read',
  summary: 'The statement, newest first',
  params: idParams,
  query: z.strictObject(pageQuery),
  response: pageOf(
    z.object({
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
    }),
  ),
});

export const phoneSchema = z.object({
  id: idSchema,
  number: z.string(),
  label: z.string(),
  callerId: z.string(),
  callLimit: z.int().nullable(),
  isActive: z.boolean(),
  isCustomerNumber: z.boolean(),
  createdAt: instantSchema,
  registrations: z.array(
    z.object({
      protocol: z.enum(['sip', 'iax']),
      address: z.string(),
      port: z.int().optional(),
      userAgent: z.string(),
      until: instantSchema.optional(),
    }),
  ),
});
/** A secret that is typed must be complete and strong; left out, one is made. */
export const secretInput = z
  .string()
  .min(12, 'A phone secret needs at least 12 characters. Leave the field empty to have one made.')
  .max(64, 'A phone secret may have at most 64 characters.')
  .regex(
    /^[A-Za-z0-9._~-]+$/,
    'A phone secret may contain letters, digits, dot, dash, underscore and tilde only: some phones cannot type others.',
  );
export const listPhones = endpoint({
  method: 'GET',
  path: '/accounts/:id/phones',
  tag,
  access: 'account.read',
  summary: 'Network numbers and where their phones are registered',
  params: idParams,
  response: z.object({ items: z.array(phoneSchema) }),
});
export const addNetworkNumber = endpoint({
  method: 'POST',
  path: '/accounts/:id/phones',
  tag,
  access: 'account.change',
  summary: 'Add a network number; the secret is shown only here',
  status: 201,
  params: idParams,
  body: z.strictObject({
    number: accountSettings.customerNumber,
    label: line(60, 'The label').default(''),
    secret: secretInput.optional(),
  }),
  response: z.object({ phone: phoneSchema, credentials: credentialsSchema }),
});
export const changeNetworkNumber = endpoint({
  method: 'PUT',
  path: '/phones/:id',
  tag,
  access: 'account.change',
  summary: 'Rename, limit or switch a network number',
  params: idParams,
  body: z.strictObject({ label: line(60, 'The label'), callLimit: z.int().min(1).max(1000).nullable(), isActive: z.boolean() }),
  response: phoneSchema,
});
export const resetSecret = endpoint({
  method: 'POST',
  path: '/phones/:id/secret',
  tag,
  access: 'account.change',
  summary: 'Give a phone a new secret; the answer is the only place where it is shown',
  params: idParams,
  body: z.strictObject({ secret: secretInput.optional() }),
  response: credentialsSchema,
});
export const removeNetworkNumber = endpoint({
  method: 'DELETE',
  path: '/phones/:id',
  tag,
  access: 'account.change',
  summary: 'Remove a network number that is not the customer number and never called',
  params: idParams,
  response: nothing,
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
