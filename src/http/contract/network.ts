import * as z from 'zod';
import { idParams, idSchema, nothing } from './common.ts';
import { endpoint } from './endpoint.ts';
import { checkProvider, providerFields, providerSchema } from './providerFields.ts';
import { routeBody, routeSchema } from './routeFields.ts';

export const listProviders = endpoint({
  method: 'GET',
  path: '/providers',
  tag: 'Providers',
  access: 'provider.read',
  summary: 'All providers with their state, without their secrets',
  response: z.object({ items: z.array(providerSchema) }),
});
export const listCostDecks = endpoint({
  method: 'GET',
  path: '/cost-decks',
  tag: 'Providers',
  access: 'provider.read',
  summary: 'Billing packages of the kind “cost”, for providers to choose',
  response: z.object({ items: z.array(z.object({ id: idSchema, name: z.string(), rateCount: z.int() })) }),
});
export const addProvider = endpoint({
  method: 'POST',
  path: '/providers',
  tag: 'Providers',
  access: 'provider.change',
  summary: 'Add a provider; the first one also makes the route "Everything"',
  status: 201,
  body: z.strictObject(providerFields).superRefine(checkProvider),
  response: providerSchema,
});
export const changeProvider = endpoint({
  method: 'PUT',
  path: '/providers/:id',
  tag: 'Providers',
  access: 'provider.change',
  summary: 'Change a provider; the next call uses it',
  params: idParams,
  body: z.strictObject({ ...providerFields, version: z.int() }).superRefine(checkProvider),
  response: providerSchema,
});

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
  summary: 'Add a route: rules by prefix, time and caller group; the longest prefix counts',
  status: 201,
  body: z.strictObject(routeBody),
  response: routeSchema,
});
export const changeRoute = endpoint({
  method: 'PUT',
  path: '/routes/:id',
  tag: 'Routes',
  access: 'route.change',
  summary: "Replace a route's name, rules and policy",
  params: idParams,
  body: z.strictObject({ ...routeBody, version: z.int() }),
  response: routeSchema,
});

export const removeRoute = endpoint({
  method: 'DELETE',
  path: '/routes/:id',
  tag: 'Routes',
  access: 'route.change',
  summary: 'Remove a route that no account, signup form or setting uses',
  params: idParams,
  response: nothing,
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
    server: z.object({ address: z.string(), sipPort: z.int(), iaxPort: z.int(), sipsPort: z.int() }),
  }),
});
