import * as z from 'zod';
import { alertKindList } from '../../core/accounts/alert.ts';
import { deliveryStateList, hookEventList, hookStateList, sentEventList } from '../../core/wires/hookEvents.ts';
import { idParams, idSchema, instantSchema, line, nothing, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Webhooks';

const fields = {
  name: line(100, 'The name').min(1, 'Type what it is for.'),
  url: line(2000, 'The address').min(1, 'Type the address, such as https://example.com/hooks.'),
  doesAllowHttp: z
    .boolean()
    .default(false)
    .meta({ description: 'Take an http:// address, too; whoever is on the way can read what is sent' }),
  events: z.array(z.enum(hookEventList)).min(1, 'Choose at least one event.').max(hookEventList.length),
  alertKinds: z
    .array(z.enum(alertKindList))
    .max(alertKindList.length)
    .default([])
    .meta({ description: 'Which alerts alert.raised tells of; empty = all' }),
  alarmEmail: z
    .union([z.literal(''), z.email('This is not an e-mail address.').max(200)])
    .default('')
    .meta({ description: 'Who is written to when it is stopped because it failed for days' }),
};

export const webhookSchema = z.object({
  id: idSchema,
  name: z.string(),
  url: z.string(),
  doesAllowHttp: z.boolean(),
  events: z.array(z.enum(hookEventList)),
  alertKinds: z.array(z.enum(alertKindList)),
  alarmEmail: z.string(),
  state: z.enum(hookStateList),
  stoppedReason: z.string(),
  failingSince: instantSchema.optional(),
  lastOkAt: instantSchema.optional(),
  oldSecretUntil: instantSchema.optional().meta({ description: 'Until then deliveries are signed with the old secret, too' }),
  waiting: z.int().meta({ description: 'Deliveries under way; 1000 stands for 1000 and more' }),
  createdAt: instantSchema,
  createdBy: z.string(),
  version: z.int(),
});
const withSecret = webhookSchema.extend({
  secret: z.string().meta({ description: 'What deliveries are signed with; shown only now' }),
});

export const listWebhooks = endpoint({
  ...{ method: 'GET', path: '/webhooks', tag, access: 'webhook.read' },
  summary: 'All webhooks, without their secrets',
  response: z.object({ items: z.array(webhookSchema) }),
});
export const addWebhook = endpoint({
  ...{ method: 'POST', path: '/webhooks', tag, access: 'webhook.change', status: 201 },
  summary: 'Make a webhook; the answer is the only place where its secret is shown',
  body: z.strictObject(fields),
  response: withSecret,
});
export const getWebhook = endpoint({
  ...{ method: 'GET', path: '/webhooks/:id', tag, access: 'webhook.read' },
  summary: 'One webhook',
  params: idParams,
  response: webhookSchema,
});
export const changeWebhook = endpoint({
  ...{ method: 'PUT', path: '/webhooks/:id', tag, access: 'webhook.change' },
  summary: 'Change a webhook, turn it on or off',
  params: idParams,
  body: z.strictObject({ ...fields, isOn: z.boolean(), version: z.int() }),
  response: webhookSchema,
});
export const removeWebhook = endpoint({
  ...{ method: 'DELETE', path: '/webhooks/:id', tag, access: 'webhook.change' },
  summary: 'End a webhook; what waits for it is given up',
  params: idParams,
  response: nothing,
});
export const rotateWebhookSecret = endpoint({
  ...{ method: 'POST', path: '/webhooks/:id/secret', tag, access: 'webhook.change' },
  summary: 'Make a new secret; the old one signs along for a day unless it must end at once',
  params: idParams,
  body: z.strictObject({ isAtOnce: z.boolean().default(false) }),
  response: withSecret,
});

export const deliverySchema = z.object({
  id: idSchema,
  eventId: z
    .string()
    .meta({ description: 'The `webhook-id` header and the `id` of the body; the same whenever it is sent again' }),
  event: z.enum(sentEventList),
  accountId: idSchema.optional(),
  accountName: z.string().optional(),
  at: instantSchema.meta({ description: 'When it happened' }),
  state: z.enum(deliveryStateList),
  tries: z.int(),
  nextTryAt: instantSchema.optional(),
  deliveredAt: instantSchema.optional(),
  lastStatus: z.int().optional(),
  lastMilliseconds: z.int().optional(),
  lastProblem: z.string(),
});
export const testWebhook = endpoint({
  ...{ method: 'POST', path: '/webhooks/:id/tests', tag, access: 'webhook.change', status: 202 },
  summary: 'Send a test event; the delivery says how it went',
  params: idParams,
  response: deliverySchema,
});
export const listDeliveries = endpoint({
  ...{ method: 'GET', path: '/webhooks/:id/deliveries', tag, access: 'webhook.read' },
  summary: 'What a webhook was told, newest first; kept for 30 days',
  params: idParams,
  query: z.strictObject({
    ...pageQuery,
    state: z.enum(deliveryStateList).optional(),
    event: z.enum(sentEventList).optional(),
  }),
  response: pageOf(deliverySchema),
});
export const getDelivery = endpoint({
  ...{ method: 'GET', path: '/webhook-deliveries/:id', tag, access: 'webhook.read' },
  summary: 'One delivery with every try: status, time, the first characters of the answer',
  params: idParams,
  response: deliverySchema.extend({
    attempts: z.array(
      z.object({
        at: instantSchema,
        status: z.int().optional(),
        milliseconds: z.int(),
        problem: z.string().meta({ description: 'Empty when it worked' }),
        answer: z.string(),
      }),
    ),
  }),
});
export const replayDelivery = endpoint({
  ...{ method: 'POST', path: '/webhook-deliveries/:id/replay', tag, access: 'webhook.change', status: 202 },
  summary: 'Send an event once more, under its own id',
  params: idParams,
  response: deliverySchema,
});
export const replayDeliveries = endpoint({
  ...{ method: 'POST', path: '/webhooks/:id/replays', tag, access: 'webhook.change', status: 202 },
  summary: 'Send the events of a time once more, at most 10,000',
  params: idParams,
  body: z.strictObject({
    from: instantSchema,
    until: instantSchema,
    which: z.enum(['failed', 'all']).default('failed').meta({ description: 'failed = what never arrived; all = also what did' }),
  }),
  response: z.object({ count: z.int(), isMore: z.boolean() }),
});
