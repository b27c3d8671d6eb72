import * as z from 'zod';
import { chargePeriodList } from '../../core/extras/chargePeriod.ts';
import { balanceSchema } from './accountFields.ts';
import { dayInput, termsInput } from './billingSettings.ts';
import { amountInput, idParams, idSchema, line, moneySchema } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Accounts';
const date = z.string().meta({ description: 'YYYY-MM-DD' });
const own = {
  billingDay: dayInput
    .nullable()
    .meta({ description: 'Periods begin and invoices are issued on this day; null = as in the settings' }),
  termsDays: termsInput.nullable().meta({ description: 'Days until an invoice is due; null = as in the settings' }),
  taxExemption: line(200, 'The reason').meta({ description: 'Why this customer pays no tax; empty = pays' }),
};
const billingSchema = z.object({
  ...own,
  mailsInvoices: z.boolean().meta({ description: 'This customer gets invoices by e-mail, where they are mailed at all' }),
  billedUntil: date.nullable().meta({ description: 'The first day that was not invoiced yet' }),
  nextIssueOn: date.nullable().meta({ description: 'When the next invoice is issued; null for Pre-Paid' }),
  unbilled: moneySchema.meta({ description: 'Calls and extras that no invoice has taken yet' }),
  receivable: moneySchema.meta({ description: 'Invoiced and not paid' }),
  extras: z.array(
    z.object({
      ...{ id: idSchema, description: z.string(), cost: moneySchema, chargePeriod: z.enum(chargePeriodList) },
      nextDueOn: date.nullable().meta({ description: 'When it falls due next; null = no more' }),
      isWaiting: z.boolean().meta({ description: 'It is due, and the balance does not cover it' }),
    }),
  ),
});
export const getAccountBilling = endpoint({
  method: 'GET',
  path: '/accounts/:id/billing',
  tag,
  access: 'account.read',
  summary: 'How an account is invoiced, what is unbilled, and when its extras fall due',
  params: idParams,
  response: billingSchema,
});
export const changeAccountBilling = endpoint({
  method: 'PUT',
  path: '/accounts/:id/billing',
  tag,
  access: 'account.change',
  summary: 'Change an account’s own billing day, payment terms, tax exemption, and whether invoices are mailed',
  params: idParams,
  body: z.strictObject({ ...own, mailsInvoices: z.boolean().optional() }),
  response: billingSchema,
});
export const chargeOnce = endpoint({
  method: 'POST',
  path: '/accounts/:id/charges',
  tag,
  access: 'money.adjust',
  summary: 'Charge something once (above zero) or give a credit (below zero)',
  status: 201,
  params: idParams,
  body: z.strictObject({
    description: line(200, 'The description').min(1, 'Type what it is for; it stands on the invoice.'),
    amount: amountInput
      .refine((text) => !/^[+-]?[0.]+$/.test(text), 'Type an amount other than zero.')
      .refine((text) => text.replace(/\D.*$|^[+-]/, '').length <= 7, 'This is more than 9,999,999. Check the decimal point.'),
    isTaxable: z.boolean().default(true),
    key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'The key has 8 to 64 letters, digits, dashes or underscores.'),
  }),
  response: z.object({ transferId: idSchema, isNew: z.boolean(), balance: balanceSchema }),
});
