import * as z from 'zod';
import { invoiceRoundings } from '../../core/invoicing/addUp.ts';
import { numberFormatProblem } from '../../core/invoicing/numberFormat.ts';
import { parsePercent } from '../../core/invoicing/percent.ts';
import { taxScopes } from '../../core/invoicing/tax.ts';
import { line } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Billing settings';

/** A percentage as people type it. */
const percentInput = z
  .string()
  .trim()
  .superRefine((text, context) => {
    const parsed = parsePercent(text);
    if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.problem });
  });
const formatInput = line(40, 'The number format').superRefine((text, context) => {
  const problem = numberFormatProblem(text);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});
export const dayInput = z.int('Type a day from 1 to 31.').min(1, 'Type a day from 1 to 31.').max(31, 'Type a day from 1 to 31.');
export const termsInput = z.int('Type a number of days.').min(0, 'Type 0 or more days.').max(365, 'At most 365 days.');
/** Several lines of text. */
const text = (maximum: number) =>
  z
    .string()
    .trim()
    .max(maximum, `At most ${maximum} characters.`)
    .refine((value) => !/[^\P{Cc}\n\r\t]/u.test(value), 'This contains a character that cannot be printed.');

const taxFields = {
  name: line(40, 'The name').min(1, 'Type the name of the tax, such as GST.'),
  isInclusive: z.boolean().default(false),
  appliesTo: z.enum(taxScopes).default('everything'),
  countries: z
    .array(
      z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-Z]{2}$/, 'A country has two letters, such as AU.'),
    )
    .max(250)
    .default([]),
  hasReverseCharge: z.boolean().default(false),
};
const fields = {
  periodFromDay: dayInput.meta({ description: 'Day of the month on which periods begin; 31 = the last' }),
  billingDay: dayInput.meta({ description: 'Day of the month on which invoices are issued; 31 = the last' }),
  isScheduled: z.boolean().meta({ description: 'Whether invoices are issued by themselves on their day' }),
  runHour: z.int('Type an hour from 0 to 23.').min(0).max(23, 'Type an hour from 0 to 23.'),
  termsDays: termsInput,
  invoiceNumberFormat: formatInput,
  creditNumberFormat: formatInput,
  rounding: z.enum(invoiceRoundings),
  needsAddress: z.boolean(),
  extrasMayOverdraw: z.boolean(),
  extrasSuspend: z.boolean(),
  sellerName: line(100, 'The name'),
  sellerAddress1: line(100, 'The address'),
  sellerAddress2: line(100, 'The address'),
  sellerCity: line(60, 'The city'),
  sellerState: line(60, 'The state'),
  sellerPostcode: line(20, 'The postcode'),
  sellerTaxId: line(40, 'The tax id'),
  sellerRegistration: line(60, 'The registration'),
  sellerEmail: line(254, 'The e-mail'),
  sellerPhone: line(40, 'The phone'),
  paymentInstructions: text(1000),
  invoiceNote: text(2000),
};

export const billingSettingsSchema = z.object({
  ...fields,
  taxes: z.array(z.object({ ...taxFields, percent: z.string() })),
  version: z.int(),
});
export const getBillingSettings = endpoint({
  method: 'GET',
  path: '/billing-settings',
  tag,
  access: 'setting.read',
  summary: 'How invoices are made',
  response: billingSettingsSchema,
});
/** Only what is sent is changed; taxes are sent as a whole list. */
export const changeBillingSettings = endpoint({
  method: 'PUT',
  path: '/billing-settings',
  tag,
  access: 'setting.change',
  summary: 'Change how invoices are made from now on; only the fields that are sent',
  body: z.strictObject({
    ...z
      .strictObject({
        ...fields,
        taxes: z.array(z.strictObject({ ...taxFields, percent: percentInput })).max(20, 'At most 20 taxes.'),
      })
      .partial().shape,
    version: z.int(),
  }),
  response: billingSettingsSchema,
});
