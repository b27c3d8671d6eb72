import * as z from 'zod';
import { parseUnitPrice } from '../../core/base/money.ts';
import { numberStates, quarantineDaysUsual } from '../../core/routing/incomingNumber.ts';
import { recordingAnnouncements } from '../../core/routing/recordingWish.ts';
import { groupMembersMax, ringStrategies } from '../../core/routing/ringGroup.ts';
import { clockPattern, type WeekDay, weekDays } from '../../core/routing/weeklyWindow.ts';
import {
  idParams,
  idSchema,
  instantSchema,
  line,
  moneySchema,
  nothing,
  pageOf,
  pageQuery,
  positiveAmountInput,
} from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Incoming numbers';
const networkNumber = z.string().regex(/^[1-9][0-9]{3,14}$/, 'Choose one of this account’s phones.');
/** A number as its customer would dial it. */
const dialledInput = z
  .string()
  .max(60, 'This is longer than any number.')
  .overwrite((text) => text.replace(/[\s\-./()]/g, ''))
  .regex(/^\+?[0-9]{1,31}$/, 'Write the number that calls are passed on to: digits, and perhaps a + in front.');
const perMinuteInput = z
  .string()
  .trim()
  .superRefine((text, context) => {
    const parsed = parseUnitPrice(text);
    if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.problem });
    else if (parsed.value < 0n || parsed.value > 1000n * 10n ** 12n)
      context.addIssue({ code: 'custom', message: 'A price is between 0 and 1,000.' });
  });

export const destinationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all_phones') }),
  z.strictObject({ kind: z.literal('phone'), networkNumber }),
  z.strictObject({ kind: z.literal('forward'), dialled: dialledInput }),
  z.strictObject({ kind: z.literal('ring_group'), ringGroupId: z.string().regex(/^[1-9]\d{0,17}$/, 'Choose a ring group.') }),
  z.strictObject({ kind: z.literal('voicemail'), networkNumber }),
]);
const clock = z.string().trim().regex(clockPattern, 'Write the time as 09:00, up to 24:00.');
export const windowSchema = z.strictObject({
  days: z
    .array(z.union(weekDays.map((day) => z.literal(day)) as [z.ZodLiteral<WeekDay>, ...z.ZodLiteral<WeekDay>[]]))
    .min(1, 'Choose at least one day.')
    .max(7)
    .meta({ description: 'ISO 8601: 1 = Monday to 7 = Sunday' }),
  from: clock.refine((text) => text !== '24:00', 'A window begins at 23:59 at the latest.'),
  to: clock.meta({ description: 'Not included; not after "from" = on the next day' }),
  destination: destinationSchema,
});

export const incomingNumberSchema = z.object({
  id: idSchema,
  number: z.string().meta({ description: 'E.164 digits' }),
  providerId: idSchema.nullable(),
  providerName: z.string(),
  monthlyCost: moneySchema,
  monthlyPrice: moneySchema,
  perMinute: moneySchema,
  state: z.enum(numberStates),
  accountId: idSchema.nullable(),
  accountName: z.string(),
  allocatedAt: instantSchema.nullable(),
  quarantinedUntil: instantSchema.nullable(),
  destination: destinationSchema,
  windows: z.array(windowSchema),
  destinationText: z.string(),
  isRecorded: z.boolean(),
  recordingAnnouncement: z.enum(recordingAnnouncements).nullable(),
  createdAt: instantSchema,
  version: z.int(),
});
const termsInput = {
  providerId: idSchema.nullable().default(null),
  monthlyCost: positiveAmountInput.default('0').meta({ description: 'What the provider takes each month' }),
  monthlyPrice: positiveAmountInput.default('0').meta({ description: 'What the customer pays each month, as an extra' }),
  perMinute: perMinuteInput
    .default('0')
    .meta({ description: 'What the customer pays for a minute of a call to it, by the second' }),
};

export const listIncomingNumbers = endpoint({
  method: 'GET',
  path: '/incoming-numbers',
  tag,
  access: 'incoming_number.read',
  summary: 'Incoming numbers in the order of their digits; search by any digits in them, or by the customer who has them',
  query: z.strictObject({
    ...pageQuery,
    search: z.string().trim().max(60).optional(),
    state: z.enum(numberStates).optional(),
    providerId: idSchema.optional(),
    accountId: idSchema.optional(),
  }),
  response: pageOf(incomingNumberSchema),
});
export const addIncomingNumbers = endpoint({
  method: 'POST',
  path: '/incoming-numbers',
  tag,
  access: 'incoming_number.change',
  summary: 'Put numbers into the stock, one a line in any format: all of them, or a fault for each line that cannot be taken',
  status: 201,
  body: z.strictObject({
    text: z
      .string()
      .max(400_000, 'This is more than can be read at a time.')
      .refine((text) => text.trim() !== '', 'Paste at least one number.'),
    ...termsInput,
  }),
  response: z.object({ numbers: z.array(z.string()) }),
});
export const changeIncomingNumber = endpoint({
  method: 'PUT',
  path: '/incoming-numbers/:id',
  tag,
  access: 'incoming_number.change',
  summary: 'Provider and prices of an incoming number',
  params: idParams,
  body: z.strictObject({ ...termsInput, version: z.int() }),
  response: incomingNumberSchema,
});
export const removeIncomingNumber = endpoint({
  method: 'DELETE',
  path: '/incoming-numbers/:id',
  tag,
  access: 'incoming_number.change',
  summary: 'Remove an incoming number, also from the customer who has it',
  params: idParams,
  response: nothing,
});
export const allocateIncomingNumber = endpoint({
  method: 'POST',
  path: '/incoming-numbers/:id/allocate',
  tag,
  access: 'incoming_number.allocate',
  summary: 'Give a number of the stock to an account; its monthly price becomes an extra',
  params: idParams,
  body: z.strictObject({ accountId: idSchema }),
  response: incomingNumberSchema,
});
export const releaseIncomingNumber = endpoint({
  method: 'POST',
  path: '/incoming-numbers/:id/release',
  tag,
  access: 'incoming_number.allocate',
  summary: 'Take a number back into the stock, where it rests before it may be given away again',
  params: idParams,
  body: z.strictObject({
    quarantineDays: z
      .int('Type a whole number of days.')
      .min(0, 'Type a whole number of days.')
      .max(3650, 'At most ten years.')
      .default(quarantineDaysUsual),
  }),
  response: incomingNumberSchema,
});
export const endQuarantine = endpoint({
  method: 'POST',
  path: '/incoming-numbers/:id/end-quarantine',
  tag,
  access: 'incoming_number.change',
  summary: 'Let a resting number be given away at once',
  params: idParams,
  response: incomingNumberSchema,
});
export const changeDestination = endpoint({
  method: 'PUT',
  path: '/incoming-numbers/:id/destination',
  tag,
  access: 'account.change',
  summary: 'Where calls to a number go, and at which hours elsewhere; the first window that fits counts',
  params: idParams,
  body: z.strictObject({
    destination: destinationSchema,
    windows: z.array(windowSchema).max(20, 'At most 20 windows.').default([]),
    version: z.int(),
  }),
  response: incomingNumberSchema,
});

const groupTag = 'Ring groups';
const followSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('voicemail'), networkNumber }),
  z.strictObject({ kind: z.literal('forward'), dialled: dialledInput }),
]);
export const ringGroupSchema = z.object({
  id: idSchema,
  name: z.string(),
  strategy: z.enum(ringStrategies),
  members: z.array(z.string()),
  ringSeconds: z.int(),
  follow: followSchema.nullable(),
});
const groupInput = z.strictObject({
  name: line(60, 'The name').min(1, 'Type a name.'),
  strategy: z.enum(ringStrategies),
  members: z
    .array(dialledInput)
    .min(1, 'A group needs at least one member.')
    .max(groupMembersMax, `At most ${groupMembersMax} members.`),
  ringSeconds: z
    .int('Type a whole number of seconds.')
    .min(5, 'A phone needs at least 5 seconds to ring.')
    .max(60, 'A caller waits at most 60 seconds.')
    .default(25),
  follow: followSchema.nullable().default(null),
});
export const listRingGroups = endpoint({
  method: 'GET',
  path: '/accounts/:id/ring-groups',
  tag: groupTag,
  access: 'account.read',
  summary: 'The ring groups of an account',
  params: idParams,
  response: z.object({ items: z.array(ringGroupSchema) }),
});
export const addRingGroup = endpoint({
  method: 'POST',
  path: '/accounts/:id/ring-groups',
  tag: groupTag,
  access: 'account.change',
  summary: 'Add a ring group: phones and outside numbers that ring together or in turn',
  status: 201,
  params: idParams,
  body: groupInput,
  response: ringGroupSchema,
});
export const changeRingGroup = endpoint({
  method: 'PUT',
  path: '/ring-groups/:id',
  tag: groupTag,
  access: 'account.change',
  summary: 'Change a ring group; counts from the next call',
  params: idParams,
  body: groupInput,
  response: ringGroupSchema,
});
export const removeRingGroup = endpoint({
  method: 'DELETE',
  path: '/ring-groups/:id',
  tag: groupTag,
  access: 'account.change',
  summary: 'Remove a ring group that no number sends its calls to',
  params: idParams,
  response: nothing,
});
