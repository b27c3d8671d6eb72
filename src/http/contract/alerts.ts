import * as z from 'zod';
import { alertKindList } from '../../core/accounts/alert.ts';
import { idParams, idSchema, instantSchema, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Alerts';

export const alertSchema = z.object({
  id: idSchema,
  kind: z.enum(alertKindList),
  text: z.string().meta({ description: 'What happened, in a sentence' }),
  accountId: idSchema.optional(),
  accountName: z.string().optional(),
  raisedAt: instantSchema,
  closedAt: instantSchema.optional(),
  closedBy: z.string().optional(),
});
export const listAlerts = endpoint({
  method: 'GET',
  path: '/alerts',
  tag,
  access: 'account.read',
  summary: 'What staff should look at, newest first',
  query: z.strictObject({
    ...pageQuery,
    state: z.enum(['open', 'closed']).optional(),
    kind: z.enum(alertKindList).optional(),
    accountId: idSchema.optional(),
  }),
  response: pageOf(alertSchema),
});
export const countAlerts = endpoint({
  method: 'GET',
  path: '/alerts/count',
  tag,
  access: 'account.read',
  summary: 'How many alerts are open; 100 stands for 100 and more',
  response: z.object({ open: z.int() }),
});
export const closeAlert = endpoint({
  method: 'POST',
  path: '/alerts/:id/close',
  tag,
  access: 'account.change',
  summary: 'Put an alert away: it was seen to',
  params: idParams,
  response: alertSchema,
});
