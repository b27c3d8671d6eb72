import * as z from 'zod';
import { type DunningKind, dunningKinds } from '../../core/payments/dunning.ts';
import { moneySchema } from './common.ts';
import { endpoint } from './endpoint.ts';
import { aboveZero } from './payments.ts';

const tag = 'Settings';
const access = 'payment_setting.change';
const kinds = Object.keys(dunningKinds) as [DunningKind, ...DunningKind[]];

const chargingFields = {
  chargesCards: z.boolean().meta({ description: 'Charge invoices of Post-Paid accounts to their card' }),
  chargeOn: z.enum(['issued', 'due']),
  retryDays: z
    .array(z.int('Type whole days.').min(1, 'At least one day.').max(60, 'At most 60 days.'))
    .max(10, 'At most ten further attempts.')
    .meta({ description: 'Days from one failed attempt to the next' }),
  chargesStoredCards: z.boolean().meta({ description: 'Hand stored card numbers to a gateway that may be given numbers' }),
  linkDays: z.int('Type whole days.').min(1, 'At least one day.').max(365, 'At most a year.'),
};
export const getPaymentSettings = endpoint({
  method: 'GET',
  path: '/settings/payments',
  tag,
  access,
  summary: 'How money is collected',
  response: z.object({ ...chargingFields, version: z.int() }),
});
export const changePaymentSettings = endpoint({
  method: 'PUT',
  path: '/settings/payments',
  tag,
  access,
  summary: 'Set how money is collected',
  body: z.strictObject({ ...chargingFields, version: z.int() }),
  response: z.object({ ...chargingFields, version: z.int() }),
});

const gatewaySchema = z.object({
  code: z.string(),
  title: z.string(),
  isActive: z.boolean(),
  takesNumbers: z.boolean().meta({ description: 'May be handed stored card numbers' }),
  noticeUrl: z.string().meta({ description: 'Where it may send its notices (webhook)' }),
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      help: z.string(),
      isSecret: z.boolean(),
      isRequired: z.boolean(),
      value: z.string().meta({ description: 'Empty for secrets' }),
      isFilled: z.boolean(),
    }),
  ),
  version: z.int(),
});
export const listGateways = endpoint({
  method: 'GET',
  path: '/settings/gateways',
  tag,
  access,
  summary: 'Payment gateways, without their secrets',
  response: z.object({ items: z.array(gatewaySchema) }),
});
export const changeGateway = endpoint({
  method: 'PUT',
  path: '/settings/gateways/:code',
  tag,
  access,
  summary: 'Set a gateway’s values and whether it charges; one gateway charges at a time',
  params: z.strictObject({ code: z.string().regex(/^[a-z][a-z0-9_]{1,30}$/, 'This is no gateway.') }),
  body: z.strictObject({
    isActive: z.boolean(),
    values: z
      .record(z.string().max(50), z.string().trim().max(500))
      .meta({ description: 'A secret that is left out stays as it is' }),
    version: z.int(),
  }),
  response: gatewaySchema,
});

const stepFields = {
  kind: z.enum(kinds),
  daysAfterDue: z.int('Type whole days.').min(1, 'At least one day after it was due.').max(365, 'At most a year.'),
  isOn: z.boolean(),
};
const dunningSchema = z.object({ steps: z.array(z.object({ ...stepFields, fee: moneySchema.nullable() })), version: z.int() });
export const getDunning = endpoint({
  method: 'GET',
  path: '/settings/dunning',
  tag,
  access,
  summary: 'The reminder ladder',
  response: dunningSchema,
});
export const changeDunning = endpoint({
  method: 'PUT',
  path: '/settings/dunning',
  tag,
  access,
  summary: 'Set the reminder ladder',
  body: z.strictObject({
    steps: z.array(z.strictObject({ ...stepFields, fee: aboveZero.nullable().default(null) })).max(12, 'At most 12 steps.'),
    version: z.int(),
  }),
  response: dunningSchema,
});
