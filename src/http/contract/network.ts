import * as z from 'zod';
import { idParams, idSchema, instantSchema, line } from './common.ts';
import { endpoint } from './endpoint.ts';

export const providerProtocols = ['sip', 'iax', 'test'] as const;
export const numberFormats = ['e164', 'plus_e164', 'international', 'national'] as const;
const providerFields = {
  name: line(100, 'The name').min(1, 'Type a name.'),
  protocol: z.enum(providerProtocols).meta({ description: 'test = the carrier built into vspPanel' }),
  host: z
    .string()
    .trim()
    .max(253)
    .regex(/^$|^[A-Za-z0-9.:[\]-]+$/, 'Type a host name or an address, without a port.')
    .default(''),
  port: z.int().min(1, 'A port is between 1 and 65535.').max(65535, 'A port is between 1 and 65535.').default(5060),
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
  numberFormat: z.enum(numberFormats).default('e164'),
  stripDigits: z.int().min(0).max(15).default(0),
  addPrefix: z
    .string()
    .trim()
    .regex(/^[0-9+*#]{0,15}$/, 'A prefix has digits, +, * and # only.')
    .default(''),
  callerId: z
    .string()
    .trim()
    .regex(/^[0-9+]{0,16}$/, 'A caller ID has digits only.')
    .default(''),
  channelLimit: z.int().min(1).max(10_000).nullable().default(null),
  isActive: z.boolean().default(true),
};
const needsHost = { path: ['host'], message: 'Type the host that the provider gave you.' };
const hasHost = (body: { readonly protocol: string; readonly host: string }) => body.protocol === 'test' || body.host !== '';
const { secret: _secret, ...shownFields } = providerFields;
export const providerSchema = z.object({
  ...shownFields,
  id: idSchema,
  hasSecret: z.boolean(),
  createdAt: instantSchema,
  version: z.int(),
});

export const listProviders = endpoint({
  method: 'GET',
  path: '/providers',
  tag: 'Providers',
  access: 'provider.read',
  summary: 'All providers, without their secrets',
  response: z.object({ items: z.array(providerSchema) }),
});
export const addProvider = endpoint({
  method: 'POST',
  path: '/providers',
  tag: 'Providers',
  access: 'provider.change',
  summary: 'Add a provider; the first one also makes the route "Everything"',
  status: 201,
  body: z.strictObject(providerFields).refine(hasHost, needsHost),
  response: providerSchema,
});
export const changeProvider = endpoint({
  method: 'PUT',
  path: '/providers/:id',
  tag: 'Providers',
  access: 'provider.change',
  summary: 'Change a provider; the next call uses it',
  params: idParams,
  body: z.strictObject({ ...providerFields, version: z.int() }).refine(hasHost, needsHost),
  response: providerSchema,
});

const ruleFields = {
  prefix: z
    .string()
    .trim()
    .regex(/^\d{0,15}$/, 'A prefix has digits only; empty means every number.'),
  providerIds: z.array(idSchema).min(1, 'Choose at least one provider.').max(20),
};
const routeSchema = z.object({
  id: idSchema,
  name: z.string(),
  rules: z.array(z.object({ ...ruleFields, providerNames: z.array(z.string()) })),
  accountCount: z.int(),
  createdAt: instantSchema,
  version: z.int(),
});
const routeBody = {
  name: line(100, 'The name').min(1, 'Type a name.'),
  rules: z.array(z.strictObject(ruleFields)).min(1, 'A route needs at least one rule.').max(500),
};
export const listRoutes = endpoint({
  method: 'GET',
  path: '/routes',
  tag: 'Routes',
  access: 'route.read',
  summary: 'All routes with their rules',
  response: z.object({ items: z.array(routeSchema) }),
});
export const addRoute = endpoint({
  method: 'POST',
  path: '/routes',
  tag: 'Routes',
  access: 'route.change',
  summary: 'Add a route: providers in order, by prefix; the longest prefix counts',
  status: 201,
  body: z.strictObject(routeBody),
  response: routeSchema,
});
export const changeRoute = endpoint({
  method: 'PUT',
  path: '/routes/:id',
  tag: 'Routes',
  access: 'route.change',
  summary: "Replace a route's name and rules",
  params: idParams,
  body: z.strictObject({ ...routeBody, version: z.int() }),
  response: routeSchema,
});

export const getStatus = endpoint({
  method: 'GET',
  path: '/status',
  tag: 'System',
  access: 'system.read',
  summary: 'Health of the parts, with what to do',
  response: z.object({
    isHealthy: z.boolean(),
    engineVersion: z.string(),
    liveCalls: z.int(),
    checks: z.array(z.object({ name: z.string(), isOk: z.boolean(), text: z.string(), advice: z.string() })),
    server: z.object({ address: z.string(), sipPort: z.int(), iaxPort: z.int() }),
  }),
});
