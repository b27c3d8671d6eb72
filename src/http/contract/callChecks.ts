import * as z from 'zod';
import { checkSteps } from '../../core/calls/callCheck.ts';
import { skipReasons } from '../../core/routing/chooseProviders.ts';
import { providerChoices } from '../../core/routing/route.ts';
import { idSchema, instantSchema, moneySchema } from './common.ts';
import { endpoint } from './endpoint.ts';
import { numberFormFields } from './providerFields.ts';

const dialledInput = z
  .string()
  .trim()
  .regex(/^[0-9+*#\s\-./()]{1,40}$/, 'Write the number as a phone would dial it: digits, +, * and #.')
  .transform((text) => text.replace(/[\s\-./()]/g, ''));

export const checkCall = endpoint({
  method: 'POST',
  path: '/call-checks',
  tag: 'Routes',
  access: 'route.check',
  summary:
    'Dry run of a call: each check with its verdict, and the providers in order with what they cost. Nothing is called or booked',
  body: z
    .strictObject({
      accountId: idSchema.optional(),
      networkNumber: z
        .string()
        .trim()
        .regex(/^\d{4,15}$/, 'A network number has 4 to 15 digits.')
        .optional(),
      protocol: z.enum(['sip', 'iax']).default('sip'),
      dialled: dialledInput,
      at: instantSchema.optional().meta({ description: 'For rates and routes; left out = now' }),
    })
    .refine(({ accountId, networkNumber }) => (accountId === undefined) !== (networkNumber === undefined), {
      path: ['networkNumber'],
      message: 'Say who calls: an account or a network number.',
    }),
  response: z.object({
    isAllowed: z.boolean(),
    refusal: z.string().nullable(),
    message: z.string(),
    caller: z.object({ accountId: idSchema, accountName: z.string(), number: z.string() }).nullable(),
    number: z.string(),
    destination: z.string(),
    destinationKind: z.enum(['internal', 'emergency', 'outside']).nullable(),
    steps: z.array(
      z.object({
        step: z.enum(checkSteps),
        verdict: z.enum(['passed', 'refused', 'not_reached', 'not_needed']),
        text: z.string(),
      }),
    ),
    route: z.object({ id: idSchema, name: z.string() }).nullable(),
    rule: z
      .object({ prefix: z.string(), choice: z.enum(providerChoices), isTimed: z.boolean(), callerGroup: z.string() })
      .nullable(),
    /** How long the call is that cost, price and margin are for. Seconds. */
    comparedSeconds: z.int(),
    attempts: z.array(
      z.object({
        providerId: idSchema.nullable(),
        name: z.string(),
        host: z.string(),
        dialled: z.string(),
        callerId: z.string(),
        isCallerHidden: z.boolean(),
        cost: moneySchema.nullable().meta({ description: 'null = not known, or not for your level' }),
        price: moneySchema.nullable(),
        margin: moneySchema.nullable(),
        isLoss: z.boolean(),
      }),
    ),
    skipped: z.array(z.object({ providerId: idSchema, name: z.string(), reason: z.enum(skipReasons) })),
    grantedSeconds: z.int().nullable(),
    hold: moneySchema.nullable(),
    currency: z.string(),
  }),
});

export const checkNumberForm = endpoint({
  method: 'POST',
  path: '/number-form-checks',
  tag: 'Providers',
  access: 'provider.read',
  summary: 'How numbers would be dialled through a provider with these rules',
  body: z.strictObject({ ...numberFormFields, numbers: z.array(z.string().trim().max(40)).min(1).max(50) }),
  response: z.object({
    items: z.array(
      z.object({
        dialled: z.string(),
        number: z.string().nullable().meta({ description: 'E.164 digits; null = not a number' }),
        sent: z.string().nullable().meta({ description: 'null = the rules leave nothing to dial' }),
        rulePrefix: z.string().nullable().meta({ description: 'The rule that decides; null = the general form' }),
      }),
    ),
  }),
});
