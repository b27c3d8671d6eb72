import * as z from 'zod';
import { recordingAnnouncements, recordingModes } from '../../core/routing/recordingWish.ts';
import { idParams, idSchema, instantSchema, nothing, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';
import { incomingNumberSchema } from './incomingNumbers.ts';
import { phoneSchema } from './phones.ts';

const tag = 'Recordings';
const announcement = z.enum(recordingAnnouncements);
const ownAnnouncement = announcement.nullable().meta({ description: 'Null = as the settings say' });
const callId = z
  .string()
  .regex(/^[\w.-]{1,80}$/, 'This is no call ID.')
  .optional();

export const recordingSchema = z.object({
  id: idSchema,
  accountId: idSchema,
  accountName: z.string(),
  callId: z.string(),
  kind: z
    .enum(['caller', 'phone', 'incoming_number'])
    .meta({ description: 'Who wanted it: the number that called, the phone that answered, the incoming number that was called' }),
  ownNumber: z.string(),
  otherNumber: z.string().meta({ description: 'What was dialled, or who called; empty = withheld' }),
  startedAt: instantSchema,
  durationSeconds: z.int(),
  sizeBytes: z.int(),
});
const sound = z.string().meta({ description: 'audio/wav; answers Range', format: 'binary' });
const digits = z
  .string()
  .trim()
  .regex(/^\d{1,32}$/, 'A number has digits.')
  .optional();

export const listRecordings = endpoint({
  method: 'GET',
  path: '/recordings',
  tag,
  access: 'recording.listen',
  summary: 'Recorded calls, newest first; `number` = how either side’s number begins',
  query: z.strictObject({ ...pageQuery, accountId: idSchema.optional(), callId, number: digits }),
  response: pageOf(recordingSchema),
});
export const listenToRecording = endpoint({
  method: 'GET',
  path: '/recordings/:id/sound',
  tag,
  access: 'recording.listen',
  summary: 'The sound of a recorded call; each hearing stands in the history of the account',
  params: idParams,
  response: sound,
});
export const removeRecording = endpoint({
  method: 'DELETE',
  path: '/recordings/:id',
  tag,
  access: 'recording.remove',
  summary: 'Delete a recorded call and its sound',
  params: idParams,
  response: nothing,
});

const settings = {
  announcement: announcement.meta({ description: 'What both sides hear first, where a number does not say' }),
  keepDays: z
    .int('Type a whole number of days.')
    .min(1, 'At least one day.')
    .max(3650, 'At most ten years.')
    .nullable()
    .meta({ description: 'Null = until somebody deletes them' }),
  isInPortal: z.boolean().meta({ description: 'Customers hear and delete recordings of their own account' }),
};
const settingsSchema = z.object({ ...settings, version: z.int(), count: z.int(), bytes: z.int() });
export const getRecordingSettings = endpoint({
  method: 'GET',
  path: '/recording-settings',
  tag,
  access: 'setting.read',
  summary: 'How calls are recorded, and how much is kept',
  response: settingsSchema,
});
export const changeRecordingSettings = endpoint({
  method: 'PUT',
  path: '/recording-settings',
  tag,
  access: 'setting.change',
  summary: 'Change how calls are recorded and for how long recordings are kept',
  body: z.strictObject({ ...settings, version: z.int() }),
  response: settingsSchema,
});

export const changePhoneSafety = endpoint({
  method: 'PUT',
  path: '/phones/:id/safety',
  tag: 'Accounts',
  access: 'account.change',
  summary: 'Which calls of a phone are recorded, and whether it must be encrypted (SIP over TLS and SRTP)',
  params: idParams,
  body: z.strictObject({
    recordingMode: z.enum(recordingModes),
    recordingAnnouncement: ownAnnouncement,
    requiresEncryption: z.boolean(),
  }),
  response: phoneSchema,
});
export const changeNumberRecording = endpoint({
  method: 'PUT',
  path: '/incoming-numbers/:id/recording',
  tag: 'Incoming numbers',
  access: 'account.change',
  summary: 'Whether calls to a number are recorded for its account, whoever answers',
  params: idParams,
  body: z.strictObject({ isRecorded: z.boolean(), recordingAnnouncement: ownAnnouncement, version: z.int() }),
  response: incomingNumberSchema,
});

const portalTag = 'Customer portal';
export const listPortalRecordings = endpoint({
  method: 'GET',
  path: '/portal/recordings',
  tag: portalTag,
  access: 'portal',
  summary: 'My recorded calls, newest first; none where the company does not show them',
  query: z.strictObject(pageQuery),
  response: pageOf(recordingSchema.omit({ accountId: true, accountName: true, callId: true })),
});
export const listenToOwnRecording = endpoint({
  method: 'GET',
  path: '/portal/recordings/:id/sound',
  tag: portalTag,
  access: 'portal_change',
  summary: 'The sound of a recorded call of mine',
  params: idParams,
  response: sound,
});
export const removeOwnRecording = endpoint({
  method: 'DELETE',
  path: '/portal/recordings/:id',
  tag: portalTag,
  access: 'portal_change',
  summary: 'Delete a recorded call of mine',
  params: idParams,
  response: nothing,
});
