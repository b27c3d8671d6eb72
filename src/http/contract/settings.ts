import * as z from 'zod';
import { accountProtocols, networkNumberPattern, paymentTypes } from '../../core/accounts/account.ts';
import { idSchema, languageInput, line, lowBalanceInput, moneySchema, positiveAmountInput, prefixInput } from './common.ts';
import { endpoint } from './endpoint.ts';

export const timeZoneInput = z.string().refine(isTimeZone, 'This is not a time zone, such as Australia/Sydney.');
export const countryInput = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'Choose a country.');
export const currencyInput = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'Choose a currency of ISO 4217, such as AUD.');
export const baseNumberInput = z
  .string()
  .trim()
  .regex(networkNumberPattern, 'The Base Number has 4 to 15 digits and does not start with 0, such as 100000.');

const fields = {
  companyName: line(100, 'The company name').min(1, 'Type the company name.'),
  country: countryInput,
  currency: currencyInput,
  timeZone: timeZoneInput,
  baseNumber: baseNumberInput,
  countryCallingCode: z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,2}$/, 'The country calling code has 1 to 3 digits, such as 61.'),
  nationalPrefix: z
    .string()
    .trim()
    .regex(/^\d{0,4}$/, 'The national prefix has at most 4 digits, such as 0.'),
  internationalPrefix: z
    .string()
    .trim()
    .regex(/^\d{1,5}$/, 'The international prefix has 1 to 5 digits, such as 0011.'),
  emergencyNumbers: z
    .array(
      z
        .string()
        .trim()
        .regex(/^\d{2,6}$/, 'An emergency number has 2 to 6 digits.'),
    )
    .max(20),
  emergencyRouteId: idSchema.nullable(),
  defaultPaymentType: z.enum(paymentTypes),
  defaultProtocol: z.enum(accountProtocols),
  defaultBillingPackageId: idSchema.nullable(),
  defaultRouteId: idSchema.nullable(),
  defaultCallLimit: z.int().min(1, 'At least one call.').max(1000),
  defaultAllowedPrefixes: z.array(prefixInput).max(500),
  defaultBlockedPrefixes: z.array(prefixInput).max(500),
  defaultLanguage: languageInput,
  defaultExtraPresetId: idSchema.nullable(),
};

const limits = {
  defaultDailySpendLimit: positiveAmountInput.nullable(),
  defaultHourlySpendLimit: positiveAmountInput.nullable(),
  defaultCreditLimit: positiveAmountInput.nullable(),
  lowBalanceAt: lowBalanceInput,
};

export const settingsSchema = z.object({
  ...fields,
  /** Empty until the first run has asked for it. */
  companyName: z.string(),
  defaultDailySpendLimit: moneySchema.nullable(),
  defaultHourlySpendLimit: moneySchema.nullable(),
  lowBalanceAt: z.array(moneySchema).meta({ description: 'Balances at which Pre-Paid customers are warned' }),
  defaultCreditLimit: moneySchema.nullable(),
  isCurrencyFixed: z.boolean().meta({ description: 'Money has moved, so the currency stays' }),
  nextNumbers: z.array(z.string()),
  version: z.int(),
});
export const getSettings = endpoint({
  method: 'GET',
  path: '/settings',
  tag: 'Settings',
  access: 'setting.read',
  summary: 'All settings',
  response: settingsSchema,
});
/** Only what is sent is changed. */
export const changeSettings = endpoint({
  method: 'PUT',
  path: '/settings',
  tag: 'Settings',
  access: 'setting.change',
  summary: 'Change settings; only the fields that are sent',
  body: z.strictObject({
    ...z.strictObject({ ...fields, ...limits }).partial().shape,
    version: z.int(),
  }),
  response: settingsSchema,
});

export const listNextNumbers = endpoint({
  method: 'GET',
  path: '/settings/next-numbers',
  tag: 'Settings',
  access: 'setting.read',
  summary: 'The customer numbers that this Base Number would give out next',
  query: z.strictObject({ baseNumber: baseNumberInput }),
  response: z.object({ numbers: z.array(z.string()) }),
});

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return /^[A-Za-z]/.test(text);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
