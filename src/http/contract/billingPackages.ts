import * as z from 'zod';
import { roundingModeList } from '../../core/base/divide.ts';
import { type PackageKind, packageKinds } from '../../core/rating/packageKind.ts';
import { priceStepSchema } from './calls.ts';
import { dateInput, idParams, idSchema, instantSchema, line, nothing, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';
import { rateSchema } from './rates.ts';

const packageSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: z.enum(packageKinds).meta({
    description: 'sell = what customers pay, cost = what a provider asks of us, exception = the own prices of one account',
  }),
  decimals: z.int(),
  roundingMode: z.enum(roundingModeList),
  rateCount: z.int(),
  accountCount: z.int(),
  /** Whose cost deck it is. */
  providerNames: z.array(z.string()),
  createdAt: instantSchema,
  version: z.int(),
});
const fields = {
  name: line(100, 'The name').min(1, 'Type a name.'),
  decimals: z.int().min(0, 'From 0 to 8.').max(8, 'From 0 to 8.').default(4),
  roundingMode: z.enum(roundingModeList).default('half_up'),
};
const kindInput = z.enum(['sell', 'cost'] satisfies readonly PackageKind[]).default('sell');
const rateRow = z.object({
  id: idSchema,
  rate: rateSchema,
  validFrom: instantSchema,
  validTo: instantSchema.nullable().meta({ description: 'null = until somebody ends it' }),
});
/** When a rate begins; a date is midnight on the package's clock. Left out or past = now. */
const beginning = z.strictObject({
  from: z.union([instantSchema, dateInput], 'Write a date as YYYY-MM-DD, or an instant such as 2027-01-01T00:00:00Z.').optional(),
});
const tag = 'Billing packages';

export const listBillingPackages = endpoint({
  method: 'GET',
  path: '/billing-packages',
  tag,
  access: 'billing_package.read',
  summary: 'All billing packages of a kind: what customers pay, or the cost decks of providers',
  query: z.strictObject({ kind: kindInput }),
  response: z.object({ items: z.array(packageSchema) }),
});
export const listPackageTemplates = endpoint({
  method: 'GET',
  path: '/billing-package-templates',
  tag,
  access: 'billing_package.read',
  summary: 'Ready-made rate lists to start from',
  response: z.object({
    items: z.array(z.object({ code: z.string(), title: z.string(), description: z.string(), rates: z.array(rateSchema) })),
  }),
});
export const addBillingPackage = endpoint({
  method: 'POST',
  path: '/billing-packages',
  tag,
  access: 'billing_package.change',
  summary: 'Add a billing package, empty, from a template, or with rates',
  status: 201,
  body: z.strictObject({
    ...fields,
    kind: kindInput,
    template: z.string().max(40).optional(),
    rates: z.array(rateSchema).max(10_000).default([]),
  }),
  response: packageSchema,
});
export const getBillingPackage = endpoint({
  method: 'GET',
  path: '/billing-packages/:id',
  tag,
  access: 'billing_package.read',
  summary: 'One billing package',
  params: idParams,
  response: packageSchema,
});
export const changeBillingPackage = endpoint({
  method: 'PUT',
  path: '/billing-packages/:id',
  tag,
  access: 'billing_package.change',
  summary: 'Rename a package or change its rounding',
  params: idParams,
  body: z.strictObject({ ...fields, version: z.int() }),
  response: packageSchema,
});
export const listRates = endpoint({
  method: 'GET',
  path: '/billing-packages/:id/rates',
  tag,
  access: 'billing_package.read',
  summary: 'Rates by prefix, those of now or those to come; search by prefix, number or destination',
  params: idParams,
  query: z.strictObject({
    ...pageQuery,
    search: z.string().trim().max(60).optional(),
    state: z.enum(['now', 'later']).default('now'),
  }),
  response: pageOf(rateRow),
});
export const listRateVersions = endpoint({
  method: 'GET',
  path: '/billing-packages/:id/rate-versions',
  tag,
  access: 'billing_package.read',
  summary: 'What a prefix costs, has cost and will cost',
  params: idParams,
  query: z.strictObject({ prefix: z.string().regex(/^\d{0,15}$/, 'A prefix is made of digits only, such as 4420.') }),
  response: z.object({ items: z.array(rateRow) }),
});
export const addRate = endpoint({
  method: 'POST',
  path: '/billing-packages/:id/rates',
  tag,
  access: 'billing_package.change',
  summary: 'Add a rate, from now or a later instant on; at any instant one per prefix',
  status: 201,
  params: idParams,
  query: beginning,
  body: rateSchema,
  response: rateRow,
});
export const changeRate = endpoint({
  method: 'PUT',
  path: '/rates/:id',
  tag,
  access: 'billing_package.change',
  summary: 'Replace a rate from now or a later instant on; calls keep the price they had',
  params: idParams,
  query: beginning,
  body: rateSchema,
  response: rateRow,
});
export const closeRate = endpoint({
  method: 'DELETE',
  path: '/rates/:id',
  tag,
  access: 'billing_package.change',
  summary: 'End a rate from now on',
  params: idParams,
  response: nothing,
});
export const checkPrice = endpoint({
  method: 'POST',
  path: '/price-checks',
  tag,
  access: 'price.check',
  summary: 'What a call would cost, every step explained; for an account with what is left of its included minutes',
  body: z
    .strictObject({
      billingPackageId: idSchema.optional(),
      accountId: idSchema.optional(),
      number: z.string().trim().min(1, 'Type a number.').max(40),
      seconds: z.int('Type whole seconds.').min(0, 'Seconds cannot be below zero.').max(2_592_000, 'At most 30 days.'),
      at: instantSchema.optional(),
    })
    .refine((body) => (body.billingPackageId === undefined) !== (body.accountId === undefined), {
      path: ['billingPackageId'],
      message: 'Choose a billing package or an account.',
    }),
  response: z.object({
    number: z.string(),
    rate: rateSchema,
    billedSeconds: z.int(),
    price: z.string(),
    currency: z.string(),
    steps: z.array(priceStepSchema),
  }),
});
