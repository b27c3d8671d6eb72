import * as z from 'zod';
import { identityHeaders, mediaEncryptions, trunkCodecs, trunkTransports } from '../../core/calls/call.ts';
import { probeStates } from '../../core/routing/hostHealth.ts';
import { callerIdRules, numberFormats } from '../../core/routing/provider.ts';
import { idSchema, instantSchema, line, moneySchema, positiveAmountInput } from './common.ts';

export const providerProtocols = ['sip', 'iax', 'test'] as const;

const hostInput = z
  .string()
  .trim()
  .max(253)
  .regex(/^$|^[A-Za-z0-9.:[\]-]+$/, 'Type a host name or an address, without a port.');
const portInput = z.int().min(1, 'A port is between 1 and 65535.').max(65535, 'A port is between 1 and 65535.');
const shareInput = (name: string) => z.int().min(1, `${name} is between 1 and 100.`).max(100, `${name} is between 1 and 100.`);
const numberForm = {
  numberFormat: z.enum(numberFormats).default('e164'),
  stripDigits: z.int().min(0).max(15).default(0),
  addPrefix: z
    .string()
    .trim()
    .regex(/^[0-9+*#]{0,15}$/, 'A prefix has digits, +, * and # only.')
    .default(''),
};
export const numberRuleInput = z.strictObject({
  prefix: z
    .string()
    .trim()
    .regex(/^\d{1,15}$/, 'Write the first digits with the country code, such as 6113.'),
  ...numberForm,
});
/** What turns a number into what a provider dials; also asked by the tester. */
export const numberFormFields = {
  ...numberForm,
  numberRules: z
    .array(numberRuleInput)
    .max(200)
    .default([])
    .superRefine((rules, context) => {
      rules.forEach(({ prefix }, index) => {
        if (rules.findIndex((one) => one.prefix === prefix) < index)
          context.addIssue({ code: 'custom', path: [index, 'prefix'], message: `The prefix ${prefix} stands twice.` });
      });
    }),
};
const addressInput = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'Write addresses such as 192.0.2.10, or networks such as 192.0.2.0/28.',
});
const cap = (most: number) => z.int().min(1).max(most).nullable().default(null);

export const providerFields = {
  name: line(100, 'The name').min(1, 'Type a name.'),
  protocol: z.enum(providerProtocols).meta({ description: 'test = the carrier built into vspPanel' }),
  host: hostInput.default(''),
  port: portInput.default(5060),
  priority: shareInput('A priority').default(1).meta({ description: 'Of the first host; lower ones are tried first' }),
  weight: shareInput('A weight').default(1).meta({ description: 'Share among hosts of the same priority' }),
  moreHosts: z
    .array(
      z.strictObject({
        host: hostInput.min(1, 'Type a host name or an address, without a port.'),
        port: portInput,
        priority: shareInput('A priority').default(1),
        weight: shareInput('A weight').default(1),
      }),
    )
    .max(7, 'A provider has at most eight hosts.')
    .default([]),
  transport: z.enum(trunkTransports).default('udp'),
  identityHeader: z.enum(identityHeaders).default('pai').meta({ description: 'Where the provider reads who calls' }),
  mediaEncryption: z.enum(mediaEncryptions).default('none').meta({ description: 'SRTP' }),
  codecs: z
    .array(z.enum(trunkCodecs))
    .min(1, 'Choose at least one codec.')
    .max(trunkCodecs.length)
    .refine((chosen) => new Set(chosen).size === chosen.length, 'A codec stands twice.')
    .default([...trunkCodecs])
    .meta({ description: 'In order of preference' }),
  sourceAddresses: z
    .array(addressInput)
    .max(64)
    .default([])
    .meta({ description: 'Where calls from this provider come from; they need no password' }),
  username: z
    .string()
    .trim()
    .max(100)
    .regex(/^[A-Za-z0-9._@+-]*$/, 'The user name has a character that providers do not use.')
    .default(''),
  secret: z
    .string()
    .max(200)
    .regex(/^[^\p{Cc};\s]*$/u, 'The secret may not contain spaces, semicolons or control characters.')
    .optional()
    .meta({ description: 'Left out = unchanged; never shown again' }),
  doesRegister: z.boolean().default(false),
  ...numberFormFields,
  callerIdRule: z.enum(callerIdRules).optional().meta({ description: 'Left out: fixed when there is a caller ID, else pass' }),
  callerId: z
    .string()
    .trim()
    .regex(/^[0-9+]{0,16}$/, 'A caller ID has digits only.')
    .default(''),
  hidesCallerId: z.boolean().default(false).meta({ description: 'The called person is not shown the number' }),
  channelLimit: cap(10_000),
  callsPerSecond: cap(1000),
  costPackageId: idSchema.nullable().default(null).meta({ description: 'The billing package with what this provider takes' }),
  dailyCostLimit: positiveAmountInput.nullable().default(null),
  monthlyCostLimit: positiveAmountInput.nullable().default(null),
  probeSeconds: z
    .int()
    .max(3600)
    .refine((seconds) => seconds === 0 || seconds >= 2, 'Ask every 2 seconds at most; 0 = never.')
    .default(30),
  fenceAfter: z.int().min(0).max(100).default(5).meta({ description: 'Failed calls in a row; 0 = never' }),
  fenceSeconds: z.int().min(1).max(3600).default(60),
  isActive: z.boolean().default(true),
  isInMaintenance: z.boolean().default(false).meta({ description: 'No new calls; calls in progress stay' }),
};

type Checked = {
  readonly protocol: string;
  readonly host: string;
  readonly callerIdRule?: string | undefined;
  readonly callerId: string;
};
/** What no single field can say. */
export function checkProvider(body: Checked, context: z.RefinementCtx): void {
  const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  if (body.protocol !== 'test' && body.host === '') fault('host', 'Type the host that the provider gave you.');
  if ((body.callerIdRule === 'fixed' || body.callerIdRule === 'prefix') && body.callerId === '')
    fault('callerId', 'Type the digits that this rule uses.');
}

/** What goes on at a provider: not a part of what is saved. */
const providerLiveSchema = z.object({
  costPackageName: z.string().nullable(),
  routeNames: z.array(z.string()).meta({ description: 'Routes with a rule that names it; none = it gets no calls' }),
  /** Empty for the test carrier. */
  hosts: z.array(
    z.object({
      position: z.int(),
      host: z.string(),
      port: z.int(),
      probe: z.enum(probeStates),
      since: instantSchema.nullable(),
      fencedUntil: instantSchema.nullable(),
      registration: z.enum(['registered', 'unregistered', 'rejected']).nullable(),
      roundTripMilliseconds: z.number().nullable(),
    }),
  ),
  callsNow: z.int(),
  lastHour: z.object({ attempts: z.int(), answered: z.int() }),
  spentToday: moneySchema,
  spentThisMonth: moneySchema,
});

const { secret: _secret, callerIdRule: _rule, ...shownFields } = providerFields;
export const providerSchema = z.object({
  ...shownFields,
  dailyCostLimit: moneySchema.nullable(),
  monthlyCostLimit: moneySchema.nullable(),
  callerIdRule: z.enum(callerIdRules),
  id: idSchema,
  hasSecret: z.boolean(),
  live: providerLiveSchema,
  createdAt: instantSchema,
  version: z.int(),
});
