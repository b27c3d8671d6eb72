import * as z from 'zod';
import { countryCodes } from '../../core/accounts/countries.ts';
import { destinationClassList } from '../../core/fraud/classedPrefix.ts';
import { guardReactionList, guardRuleList } from '../../core/fraud/guardSettings.ts';
import { guardStates } from '../../core/fraud/guardTerms.ts';
import {
  idParams,
  idSchema,
  instantSchema,
  line,
  moneySchema,
  pageOf,
  pageQuery,
  positiveAmountInput,
  prefixInput,
} from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Fraud guard';

const countriesInput = z
  .array(
    z
      .string()
      .trim()
      .refine((code) => code === '*' || countryCodes.includes(code), 'Choose a country.'),
  )
  .max(300, 'These are more countries than there are.')
  .meta({ description: 'ISO 3166-1 codes of countries that may be called beside the own one; * = all' });
const atOnce = z.int('Type a whole number.').min(1, 'At least one call.').max(1000, 'At most 1000 calls.');
const perMinute = z.int('Type a whole number.').min(1, 'At least one call.').max(10_000, 'At most 10,000 calls.');
const perHour = z.int('Type a whole number.').min(1, 'At least one call.').max(100_000, 'At most 100,000 calls.');
const secondsMax = z.int('Type whole seconds.').min(60, 'At least a minute.').max(14_400, 'At most four hours.');
const paceSchema = z.strictObject({ callsAtOnce: atOnce, callsPerMinute: perMinute, callsPerHour: perHour });
const hour = z.int('Type a whole hour.').min(0, 'From 0.').max(23, 'Up to 23.');

const settingFields = {
  isOn: z.boolean(),
  countries: countriesInput,
  callSecondsMax: secondsMax.meta({ description: 'The longest call abroad or to a special number, in seconds' }),
  usualPace: paceSchema,
  youngDays: z.int('Type whole days.').min(0, 'From 0 days.').max(365, 'At most a year.'),
  youngPace: paceSchema.meta({ description: 'For accounts of less than youngDays days' }),
  reactions: z.strictObject(
    Object.fromEntries(guardRuleList.map((rule) => [rule, z.enum(guardReactionList)])) as Record<
      (typeof guardRuleList)[number],
      z.ZodEnum<{ [reaction in (typeof guardReactionList)[number]]: reaction }>
    >,
  ),
  nightFrom: hour,
  nightTo: hour,
  hangsUp: z.boolean().meta({ description: 'A lock ends the calls in progress' }),
  mailTo: z.union([z.literal(''), z.email('This is not an e-mail address.')]),
  tellsCustomer: z.boolean(),
  quietHours: z.int('Type whole hours.').min(0, 'From 0 hours.').max(720, 'At most 30 days.'),
};
const settingsSchema = z.object({
  ...settingFields,
  pricePerMinuteMax: moneySchema.nullable().meta({ description: 'null = what is usual for the currency' }),
  spendFloor: moneySchema.nullable().meta({ description: 'null = what is usual for the currency' }),
  usualPriceMax: moneySchema,
  usualSpendFloor: moneySchema,
  uncovered: z
    .int()
    .meta({ description: 'Accounts from before the guard that it does not look after; 1000 stands for 1000 and more' }),
  stopped: z.int().meta({ description: 'Accounts that are locked or throttled now' }),
  version: z.int(),
});
export const getGuardSettings = endpoint({
  method: 'GET',
  path: '/settings/fraud-guard',
  tag,
  access: 'setting.read',
  summary: 'The fraud guard',
  response: settingsSchema,
});
export const changeGuardSettings = endpoint({
  method: 'PUT',
  path: '/settings/fraud-guard',
  tag,
  access: 'setting.change',
  summary: 'Set the fraud guard',
  body: z.strictObject({
    ...settingFields,
    pricePerMinuteMax: positiveAmountInput.nullable(),
    spendFloor: positiveAmountInput.nullable(),
    version: z.int(),
  }),
  response: settingsSchema,
});
export const coverAccounts = endpoint({
  method: 'POST',
  path: '/settings/fraud-guard/cover',
  tag,
  access: 'setting.change',
  summary: 'Guard the next 500 accounts that were there before the guard',
  response: z.object({ covered: z.int(), uncovered: z.int() }),
});

const nameInput = line(100, 'The name').default('');
export const classSchema = z.object({
  prefix: z.string(),
  class: z.enum(destinationClassList),
  name: z.string(),
  isOwn: z.boolean(),
  shippedClass: z
    .enum(destinationClassList)
    .optional()
    .meta({ description: 'What the list of the program says, where it knows the prefix' }),
});
export const listClasses = endpoint({
  method: 'GET',
  path: '/destination-classes',
  tag,
  access: 'setting.read',
  summary: 'Prefixes of special and high-risk destinations, by prefix',
  query: z.strictObject({
    ...pageQuery,
    search: z
      .string()
      .trim()
      .max(100)
      .optional()
      .meta({ description: 'A part of the name, the beginning of a prefix, or a whole number' }),
    class: z.enum(destinationClassList).optional(),
    own: z.enum(['true', 'false']).optional(),
  }),
  response: pageOf(classSchema),
});
const classInput = z.strictObject({ prefix: prefixInput, class: z.enum(destinationClassList), name: nameInput });
export const saveClasses = endpoint({
  method: 'POST',
  path: '/destination-classes',
  tag,
  access: 'setting.change',
  summary: 'Put prefixes into classes; what the own list says comes before the list of the program',
  body: z.strictObject({ classes: z.array(classInput).min(1, 'Name at least one prefix.').max(2000, 'At most 2000 at once.') }),
  response: z.object({ saved: z.int() }),
});
export const removeClass = endpoint({
  method: 'DELETE',
  path: '/destination-classes/:prefix',
  tag,
  access: 'setting.change',
  summary: 'Take an entry of the own list away',
  params: z.strictObject({ prefix: prefixInput }),
  response: z.strictObject({}),
});

const overrideFields = {
  isGuarded: z.boolean(),
  allowsSpecial: z.boolean(),
  allowsHighRisk: z.boolean(),
  callSecondsMax: secondsMax.nullable(),
  callsAtOnce: atOnce.nullable(),
  callsPerMinute: perMinute.nullable(),
  callsPerHour: perHour.nullable(),
};
const accountGuardSchema = z.object({
  ...overrideFields,
  countries: z.array(z.string()).nullable(),
  pricePerMinuteMax: moneySchema.nullable(),
  terms: z.object({
    isYoung: z.boolean(),
    countries: z.array(z.string()),
    pricePerMinuteMax: moneySchema,
    callSecondsMax: z.int(),
    callsAtOnce: z.int(),
    callsPerMinute: z.int(),
    callsPerHour: z.int(),
  }),
  isOn: z.boolean().meta({ description: 'The guard of all accounts' }),
  state: z.enum(guardStates),
  since: instantSchema.optional(),
  said: z.string().optional().meta({ description: 'Why the account is stopped, in a sentence' }),
  quietUntil: instantSchema.optional(),
  version: z.int().meta({ description: '0 = an account from before the guard' }),
});
export const getAccountGuard = endpoint({
  method: 'GET',
  path: '/accounts/:id/fraud-guard',
  tag,
  access: 'account.read',
  summary: 'The fraud guard of an account: what is its own (null = as the settings say), what holds, and what was done to it',
  params: idParams,
  response: accountGuardSchema,
});
export const changeAccountGuard = endpoint({
  method: 'PUT',
  path: '/accounts/:id/fraud-guard',
  tag,
  access: 'account.change',
  summary: 'Set what this account may call',
  params: idParams,
  body: z.strictObject({
    ...overrideFields,
    countries: countriesInput.nullable(),
    pricePerMinuteMax: positiveAmountInput.nullable(),
    version: z.int().min(0),
  }),
  response: accountGuardSchema,
});
export const releaseAccount = endpoint({
  method: 'POST',
  path: '/accounts/:id/fraud-guard/release',
  tag,
  access: 'account.suspend',
  summary: 'End a lock or a throttle; the guard only warns for some time',
  params: idParams,
  body: z.strictObject({ reason: line(500, 'The reason').min(1, 'Say why: it stays in the history.') }),
  response: accountGuardSchema,
});
export const listGuardActs = endpoint({
  method: 'GET',
  path: '/accounts/:id/fraud-guard/acts',
  tag,
  access: 'account.read',
  summary: 'What the fraud guard did to this account, newest first',
  params: idParams,
  query: z.strictObject(pageQuery),
  response: pageOf(
    z.object({
      id: idSchema,
      at: instantSchema,
      kind: z.enum(['warn', 'throttle', 'lock', 'release']),
      said: z.string(),
      by: z.string(),
    }),
  ),
});
