import * as z from 'zod';
import { accountProtocols, identifyingFields, networkNumberPattern, paymentTypes } from '../../core/accounts/account.ts';
import { chargePeriodList } from '../../core/extras/chargePeriod.ts';
import { cardInput } from './cards.ts';
import {
  dateInput,
  idSchema,
  instantSchema,
  languageInput,
  line,
  lowBalanceInput,
  moneySchema,
  positiveAmountInput,
  prefixInput,
} from './common.ts';
import { timeZoneInput } from './settings.ts';

const emailInput = z.union([z.literal(''), z.email('This is not an e-mail address.')]);
const phoneInput = z
  .string()
  .trim()
  .max(30)
  .regex(/^$|^\+?[0-9 ()\-./]{4,30}$/, 'Write the phone number with digits, such as +61 2 9999 0000.');

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
  language: languageInput.default(''),
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

export const accountSettings = {
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
  hourlySpendLimit: positiveAmountInput.nullable().default(null),
  lowBalanceAt: lowBalanceInput
    .nullable()
    .default(null)
    .meta({ description: "Pre-Paid only: balances at which the customer is warned; null = the operator's, empty = never" }),
  creditLimit: positiveAmountInput.nullable().default(null).meta({ description: 'Post-Paid only; null = no limit' }),
  allowedPrefixes: z.array(prefixInput).max(500).default([]),
  blockedPrefixes: z.array(prefixInput).max(500).default([]),
};

export const isIdentified = (details: { readonly [name: string]: unknown }) =>
  identifyingFields.some((name) => details[name] !== '');
export const needsIdentity = {
  path: ['lastName'],
  message: 'Type at least a name, a company, an e-mail, a phone or a reference, so that this customer can be found again.',
};

const noDefault = "The operator's default when absent; null = none";
const defaultedFields = {
  dailySpendLimit: positiveAmountInput.nullable().optional().meta({ description: noDefault }),
  hourlySpendLimit: positiveAmountInput.nullable().optional().meta({ description: noDefault }),
  creditLimit: positiveAmountInput
    .nullable()
    .optional()
    .meta({ description: `Post-Paid only. ${noDefault}` }),
  allowedPrefixes: z.array(prefixInput).max(500).optional().meta({ description: "The operator's default when absent" }),
  blockedPrefixes: z.array(prefixInput).max(500).optional().meta({ description: "The operator's default when absent" }),
};
/** Credentials can be sent only by the request that makes them: afterwards nobody knows the secret. */
export const sendByMail = z
  .boolean()
  .default(false)
  .meta({ description: "Send the phone's credentials to the customer's e-mail" });

/** Settings that are left out take the operator's defaults. */
export const addAccountInput = z
  .strictObject({
    ...detailsFields,
    ...z
      .strictObject(accountSettings)
      .partial({ paymentType: true, protocol: true, billingPackageId: true, routeId: true, callLimit: true }).shape,
    ...defaultedFields,
    extras: z.array(extraInput).max(100).optional().meta({ description: 'Those of the default preset when absent' }),
    note: z.string().trim().max(10_000).default(''),
    sendByMail,
    card: cardInput.optional().meta({ description: 'Kept sealed; never charged automatically on a Pre-Paid account' }),
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
    sipsPort: z.int().meta({ description: 'SIP over TLS' }),
    sentTo: z.string().optional().meta({ description: 'The e-mail address that they are being sent to' }),
  })
  .meta({ description: 'Shown once' });

export const detailsSchema = z.object({
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
export const accountSchema = detailsSchema.extend({
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
  hourlySpendLimit: moneySchema.nullable(),
  lowBalanceAt: z.array(moneySchema).nullable(),
  creditLimit: moneySchema.nullable(),
  allowedPrefixes: z.array(z.string()),
  blockedPrefixes: z.array(z.string()),
  isActive: z.boolean(),
  createdAt: instantSchema,
  createdBy: z.string(),
  owner: z.string().meta({ description: 'Admin, or the agent who signed the customer up' }),
  agentNumber: z.string(),
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
