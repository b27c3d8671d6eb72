import * as z from 'zod';
import { recordingAnnouncements, recordingModes } from '../../core/routing/recordingWish.ts';
import { accountSettings, credentialsSchema, sendByMail } from './accountFields.ts';
import { idParams, idSchema, instantSchema, line, nothing } from './common.ts';
import { endpoint } from './endpoint.ts';
import { forwardingSchema, switchesSchema, voicemailSchema } from './phoneFeatures.ts';

const tag = 'Accounts';
export const phoneSchema = z.object({
  id: idSchema,
  number: z.string(),
  label: z.string(),
  callerId: z.string(),
  callLimit: z.int().nullable(),
  isActive: z.boolean(),
  isCustomerNumber: z.boolean(),
  createdAt: instantSchema,
  forwarding: forwardingSchema,
  voicemail: voicemailSchema,
  switches: switchesSchema,
  recordingMode: z.enum(recordingModes),
  recordingAnnouncement: z.enum(recordingAnnouncements).nullable(),
  requiresEncryption: z.boolean(),
  registrations: z.array(
    z.object({
      protocol: z.enum(['sip', 'iax']),
      address: z.string(),
      port: z.int().optional(),
      userAgent: z.string(),
      isEncrypted: z.boolean(),
      until: instantSchema.optional(),
      isBrowser: z.boolean().meta({ description: 'True = a phone in a browser, signed in to the customer portal' }),
    }),
  ),
});
/** A secret that is typed must be complete and strong; left out, one is made. */
export const secretInput = z
  .string()
  .min(12, 'A phone secret needs at least 12 characters. Leave the field empty to have one made.')
  .max(64, 'A phone secret may have at most 64 characters.')
  .regex(
    /^[A-Za-z0-9._~-]+$/,
    'A phone secret may contain letters, digits, dot, dash, underscore and tilde only: some phones cannot type others.',
  );
export const listPhones = endpoint({
  method: 'GET',
  path: '/accounts/:id/phones',
  tag,
  access: 'account.read',
  summary: 'Network numbers and where their phones are registered',
  params: idParams,
  response: z.object({ items: z.array(phoneSchema) }),
});
export const addNetworkNumber = endpoint({
  method: 'POST',
  path: '/accounts/:id/phones',
  tag,
  access: 'account.change',
  summary: 'Add a network number; the secret is shown only here',
  status: 201,
  params: idParams,
  body: z.strictObject({
    number: accountSettings.customerNumber,
    label: line(60, 'The label').default(''),
    secret: secretInput.optional(),
    sendByMail,
  }),
  response: z.object({ phone: phoneSchema, credentials: credentialsSchema }),
});
export const changeNetworkNumber = endpoint({
  method: 'PUT',
  path: '/phones/:id',
  tag,
  access: 'account.change',
  summary: 'Rename, limit or switch a network number, or choose its caller ID',
  params: idParams,
  body: z.strictObject({
    label: line(60, 'The label'),
    callerId: z
      .string()
      .trim()
      .regex(/^$|^[1-9][0-9]{3,14}$/, 'Choose one of the account’s numbers.')
      .optional()
      .meta({ description: "One of the account's own numbers; empty = the phone's own; as it is when absent" }),
    isCallerIdApproved: z
      .boolean()
      .default(false)
      .meta({ description: 'True = staff has seen that the customer may show a number that is not one of the account' }),
    callLimit: z.int().min(1).max(1000).nullable(),
    isActive: z.boolean(),
  }),
  response: phoneSchema,
});
export const resetSecret = endpoint({
  method: 'POST',
  path: '/phones/:id/secret',
  tag,
  access: 'account.change',
  summary: 'Give a phone a new secret; the answer is the only place where it is shown',
  params: idParams,
  body: z.strictObject({ secret: secretInput.optional(), sendByMail }),
  response: credentialsSchema,
});
export const endBrowserPhones = endpoint({
  method: 'DELETE',
  path: '/phones/:id/browser-phones',
  tag,
  access: 'account.change',
  summary: 'End all phones in browsers of a network number; its own secret stays',
  params: idParams,
  response: z.object({ ended: z.int() }),
});
export const removeNetworkNumber = endpoint({
  method: 'DELETE',
  path: '/phones/:id',
  tag,
  access: 'account.change',
  summary: 'Remove a network number that is not the customer number and never called',
  params: idParams,
  response: nothing,
});
