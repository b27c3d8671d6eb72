import * as z from 'zod';
import { failoverCauses } from '../../core/routing/failover.ts';
import { lossGuards, lossLengths, providerChoices } from '../../core/routing/route.ts';
import { clockPattern } from '../../core/routing/weeklyWindow.ts';
import { idSchema, instantSchema, line } from './common.ts';

const windowInput = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1, 'Choose at least one day.').max(7).meta({ description: '1 = Monday, 7 = Sunday' }),
  from: z.string().regex(clockPattern, 'Write the time as HH:MM.'),
  to: z.string().regex(clockPattern, 'Write the time as HH:MM.'),
});
export const callerGroupInput = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N} ._-]{0,40}$/u, 'A caller group is a word of at most 40 letters and digits.')
  .default('');
const ruleFields = {
  prefix: z
    .string()
    .trim()
    .regex(/^\d{0,15}$/, 'A prefix has digits only; empty means every number.'),
  providerIds: z.array(idSchema).min(1, 'Choose at least one provider.').max(20),
  choice: z.enum(providerChoices).default('ordered'),
  weights: z
    .array(z.int().min(1, 'A weight is between 1 and 1000.').max(1000, 'A weight is between 1 and 1000.'))
    .default([])
    .meta({ description: 'Beside each provider, for `weighted`; empty = all alike' }),
  windows: z.array(windowInput).max(14).default([]).meta({ description: 'When the rule holds; empty = always' }),
  callerGroup: callerGroupInput,
};
const policyFields = {
  stopAt: z
    .array(z.int().refine((cause) => failoverCauses.some((one) => one.cause === cause), 'This cause cannot be chosen.'))
    .default([19])
    .meta({ description: 'Q.850 causes after which no further provider is tried; busy (17) always ends a call' }),
  noAnswerSeconds: z.int().min(5).max(120).nullable().default(null).meta({ description: 'null = no answer ends the call' }),
  lossGuard: z.enum(lossGuards).default('off'),
  lossAt: z.enum(lossLengths).default('first_minute'),
};
export const routeSchema = z.object({
  id: idSchema,
  name: z.string(),
  rules: z.array(z.object({ ...ruleFields, providerNames: z.array(z.string()) })),
  ...policyFields,
  accountCount: z.int(),
  isDefault: z.boolean().meta({ description: 'New accounts get it' }),
  isEmergency: z.boolean().meta({ description: 'Emergency calls of all accounts use it' }),
  createdAt: instantSchema,
  version: z.int(),
});
export const routeBody = {
  name: line(100, 'The name').min(1, 'Type a name.'),
  rules: z
    .array(
      z
        .strictObject(ruleFields)
        .refine(({ weights, providerIds }) => weights.length === 0 || weights.length === providerIds.length, {
          path: ['weights'],
          message: 'Write a weight beside each provider.',
        }),
    )
    .min(1, 'A route needs at least one rule.')
    .max(500),
  ...policyFields,
};
