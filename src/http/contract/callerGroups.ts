import * as z from 'zod';
import { idParams } from './common.ts';
import { endpoint } from './endpoint.ts';
import { callerGroupInput } from './routeFields.ts';

const answer = z.object({
  callerGroup: z.string(),
  known: z.array(z.string()).meta({ description: 'Groups that rules of routes ask for' }),
});
export const getCallerGroup = endpoint({
  method: 'GET',
  path: '/accounts/:id/caller-group',
  tag: 'Accounts',
  access: 'account.read',
  summary: 'The caller group of an account: which rules of routes are for it',
  params: idParams,
  response: answer,
});
export const setCallerGroup = endpoint({
  method: 'PUT',
  path: '/accounts/:id/caller-group',
  tag: 'Accounts',
  access: 'account.change',
  summary: 'Put an account into a caller group; empty = none',
  params: idParams,
  body: z.strictObject({ callerGroup: callerGroupInput }),
  response: answer,
});
