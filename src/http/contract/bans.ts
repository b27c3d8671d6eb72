import * as z from 'zod';
import { attackedProtocols, banStates } from '../../core/access/ban.ts';
import { idParams, idSchema, instantSchema, line, nothing, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Security';
const protocolNames = Object.keys(attackedProtocols) as [keyof typeof attackedProtocols];

export const banSchema = z.object({
  id: idSchema,
  network: z.string().meta({ description: 'An address, or a network such as 192.0.2.0/24', example: '192.0.2.7' }),
  kind: z.enum(['ban', 'warning']).meta({ description: 'A warning shuts nobody out: there are good phones beside it' }),
  state: z.enum(banStates),
  protocols: z.array(z.enum(protocolNames)),
  failures: z.int().meta({ description: 'Within the ten minutes before; 0 = banned by hand' }),
  names: z.array(z.string()).meta({ description: 'Some of the numbers that were tried, as they were written' }),
  note: z.string(),
  bannedAt: instantSchema,
  bannedBy: z.string(),
  until: instantSchema.optional().meta({ description: 'Absent: until somebody lifts it' }),
  liftedAt: instantSchema.optional(),
  liftedBy: z.string().optional(),
});
const networkInput = line(50, 'The network').min(1, 'Write an address or a network, such as 192.0.2.7 or 192.0.2.0/24.');

export const listBans = endpoint({
  method: 'GET',
  path: '/bans',
  tag,
  access: 'ban.read',
  summary: 'Networks that are or were banned for guessing secrets of phones, newest first',
  query: z.strictObject({
    ...pageQuery,
    state: z.enum(['in_force', 'over']).optional(),
    kind: z.enum(['ban', 'warning']).optional(),
    search: line(100, 'The search').optional(),
  }),
  response: pageOf(banSchema),
});
export const addBan = endpoint({
  method: 'POST',
  path: '/bans',
  tag,
  access: 'ban.change',
  summary: 'Ban a network by hand',
  status: 201,
  body: z.strictObject({
    network: networkInput,
    note: line(200, 'The reason'),
    seconds: z
      .int()
      .min(60, 'A ban lasts a minute at least.')
      .max(31_536_000, 'Choose “until lifted” for more than a year.')
      .optional()
      .meta({ description: 'Absent: until somebody lifts it' }),
  }),
  response: banSchema,
});
export const liftBan = endpoint({
  method: 'POST',
  path: '/bans/:id/lift',
  tag,
  access: 'ban.change',
  summary: 'End a ban, or put a warning away',
  params: idParams,
  response: banSchema,
});
export const keepBan = endpoint({
  method: 'POST',
  path: '/bans/:id/keep',
  tag,
  access: 'ban.change',
  summary: 'Make a ban that is in force last until somebody lifts it',
  params: idParams,
  response: banSchema,
});

export const exemptionSchema = z.object({
  id: idSchema,
  network: z.string(),
  note: z.string(),
  addedAt: instantSchema,
  addedBy: z.string(),
});
export const listBanExemptions = endpoint({
  method: 'GET',
  path: '/ban-exemptions',
  tag,
  access: 'ban.read',
  summary: 'Networks that are never banned',
  response: z.object({ items: z.array(exemptionSchema) }),
});
export const addBanExemption = endpoint({
  method: 'POST',
  path: '/ban-exemptions',
  tag,
  access: 'ban.change',
  summary: 'Never ban a network; bans against it are lifted',
  status: 201,
  body: z.strictObject({ network: networkInput, note: line(200, 'The note') }),
  response: exemptionSchema,
});
export const removeBanExemption = endpoint({
  method: 'DELETE',
  path: '/ban-exemptions/:id',
  tag,
  access: 'ban.change',
  summary: 'Take a network off the list of those that are never banned',
  params: idParams,
  response: nothing,
});

export const listSignInFailures = endpoint({
  method: 'GET',
  path: '/sign-in-failures',
  tag,
  access: 'ban.read',
  summary: 'Who failed to sign in to the panel, the portal or the API within a day, by network; at most 100',
  response: z.object({
    items: z.array(
      z.object({
        door: z.enum(['panel', 'portal', 'api_key']),
        network: z.string(),
        failures: z.int(),
        names: z.int().meta({ description: 'How many names were tried' }),
        lastAt: instantSchema,
        waitsUntil: instantSchema.optional().meta({ description: 'Refused without a look until then' }),
      }),
    ),
  }),
});
