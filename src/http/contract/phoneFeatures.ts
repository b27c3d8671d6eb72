import * as z from 'zod';
import { pinPattern, usualRingSeconds } from '../../core/calls/forwarding.ts';
import { idParams, idSchema, instantSchema, nothing } from './common.ts';
import { endpoint } from './endpoint.ts';
import { rateSchema } from './rates.ts';

const tag = 'Accounts';
/** A number as its customer would dial it. */
const dialledInput = z
  .string()
  .max(60, 'This is longer than any number.')
  .overwrite((text) => text.replace(/[\s\-./()]/g, ''))
  .regex(/^\+?[0-9]{0,31}$/, 'A number has digits, and perhaps a + in front.');
const targetInput = z
  .strictObject({ to: z.enum(['nobody', 'voicemail', 'number']), number: dialledInput.default('') })
  .default({ to: 'nobody', number: '' });
const targetSchema = z.object({ to: z.enum(['nobody', 'voicemail', 'number']), number: z.string() });

/** What a phone does with calls that it does not take. */
export const forwardingSchema = z.object({
  always: targetSchema,
  busy: targetSchema,
  noAnswer: targetSchema,
  unreachable: targetSchema,
  ringSeconds: z.int(),
});
export const voicemailSchema = z.object({ isOn: z.boolean(), email: z.string(), hasPin: z.boolean(), newMessages: z.int() });

/** What a phone does with every call; phones switch the first two by star codes. */
export const switchesSchema = z.object({
  doNotDisturb: z.boolean().meta({ description: 'Callers hear that it is busy' }),
  hidesCallerId: z.boolean().meta({ description: 'Its calls do not show who calls, but for emergency numbers' }),
  doesRingAll: z.boolean().meta({ description: 'Customer number only: a call to it rings all phones of the account' }),
  callWaitingLimit: z
    .int('Type a whole number.')
    .min(1, 'A phone takes at least one call.')
    .max(20, 'A phone takes at most 20 calls at once.')
    .nullable()
    .meta({ description: 'Calls that the phone has or rings with at once, over which it is busy; null = as many as come' }),
});
const switchesInput = z
  .strictObject({ ...switchesSchema.shape, callWaitingLimit: switchesSchema.shape.callWaitingLimit.optional() })
  .optional()
  .meta({ description: 'Absent = as they were' });

const featuresInput = z.strictObject({
  switches: switchesInput,
  forwarding: z.strictObject({
    always: targetInput,
    busy: targetInput,
    noAnswer: targetInput,
    unreachable: targetInput,
    ringSeconds: z
      .int('Type a whole number of seconds.')
      .min(5, 'A phone needs at least 5 seconds to ring.')
      .max(60, 'A caller waits at most 60 seconds.')
      .default(usualRingSeconds),
  }),
  voicemail: z.strictObject({
    isOn: z.boolean(),
    email: z.union([z.literal(''), z.email('This is not an e-mail address.')]).default(''),
    pin: z.string().regex(pinPattern, 'A PIN has 4 to 10 digits.').optional().meta({ description: 'Absent = as it was' }),
  }),
});
export const changePhoneFeatures = endpoint({
  method: 'PUT',
  path: '/phones/:id/features',
  tag,
  access: 'account.change',
  summary: 'Where calls go that a phone does not take, and its voicemail',
  params: idParams,
  body: featuresInput,
  response: z.object({ forwarding: forwardingSchema, voicemail: voicemailSchema, switches: switchesSchema }),
});
export const checkForward = endpoint({
  method: 'POST',
  path: '/phones/:id/forward-checks',
  tag,
  access: 'account.read',
  summary: 'What calls forwarded to this number would cost the account; saves nothing',
  params: idParams,
  body: z.strictObject({ number: dialledInput }),
  response: z.object({
    number: z.string(),
    kind: z.enum(['internal', 'outside']),
    rate: rateSchema.nullable().meta({ description: 'Null when it is free' }),
    currency: z.string(),
  }),
});
export const messageSchema = z.object({
  id: idSchema,
  networkNumber: z.string(),
  callerNumber: z.string(),
  leftAt: instantSchema,
  durationSeconds: z.int(),
  heardAt: instantSchema.nullable(),
});
const messageTag = 'Voicemail';
export const listMessages = endpoint({
  method: 'GET',
  path: '/accounts/:id/messages',
  tag: messageTag,
  access: 'voicemail.listen',
  summary: 'The messages in the voicemail of all phones of an account, newest first',
  params: idParams,
  response: z.object({ items: z.array(messageSchema) }),
});
export const listenToMessage = endpoint({
  method: 'GET',
  path: '/messages/:id/sound',
  tag: messageTag,
  access: 'voicemail.listen',
  summary: 'The sound of a message (audio/wav); each time stands in the history of the account',
  params: idParams,
  response: z.string().meta({ description: 'audio/wav', format: 'binary' }),
});
export const removeMessage = endpoint({
  method: 'DELETE',
  path: '/messages/:id',
  tag: messageTag,
  access: 'voicemail.listen',
  summary: 'Remove a message and its sound',
  params: idParams,
  response: nothing,
});
