import * as z from 'zod';
import { credentialsSchema } from './accountFields.ts';
import { idParams, instantSchema, nothing } from './common.ts';
import { endpoint } from './endpoint.ts';
import { changePhoneFeatures, messageSchema } from './phoneFeatures.ts';
import { phoneSchema } from './phones.ts';

const tag = 'Customer portal';
export const listPortalPhones = endpoint({
  method: 'GET',
  path: '/portal/phones',
  tag,
  access: 'portal',
  summary: 'My phones, and where they are registered',
  response: z.object({ items: z.array(phoneSchema) }),
});
export const resetOwnSecret = endpoint({
  method: 'POST',
  path: '/portal/phones/:id/secret',
  tag,
  access: 'portal_change',
  summary: 'Give a phone of mine a new secret; the answer is the only place where it is shown',
  params: idParams,
  response: credentialsSchema,
});
export const changeOwnFeatures = endpoint({
  method: 'PUT',
  path: '/portal/phones/:id/features',
  tag,
  access: 'portal_change',
  summary: 'Where calls go that a phone of mine does not take, and its voicemail',
  params: idParams,
  body: changePhoneFeatures.body,
  response: changePhoneFeatures.response,
});
export const listPortalMessages = endpoint({
  method: 'GET',
  path: '/portal/messages',
  tag,
  access: 'portal',
  summary: 'The messages in the voicemail of all my phones, newest first',
  response: z.object({ items: z.array(messageSchema) }),
});
export const listenToOwnMessage = endpoint({
  method: 'GET',
  path: '/portal/messages/:id/sound',
  tag,
  access: 'portal_change',
  summary: 'The sound of a message of mine (audio/wav)',
  params: idParams,
  response: z.string().meta({ description: 'audio/wav', format: 'binary' }),
});
export const removeOwnMessage = endpoint({
  method: 'DELETE',
  path: '/portal/messages/:id',
  tag,
  access: 'portal_change',
  summary: 'Remove a message of mine and its sound',
  params: idParams,
  response: nothing,
});
const ownBrowserPhone = { tag, access: 'portal_change' } as const;
export const openOwnBrowserPhone = endpoint({
  method: 'POST',
  path: '/portal/phones/:id/browser-phone',
  ...ownBrowserPhone,
  summary:
    'Make this browser a phone of mine: a login for a quarter of an hour that ends with my session; the one before, of this session, ends',
  status: 201,
  params: idParams,
  response: z.object({ username: z.string(), secret: z.string(), expiresAt: instantSchema }),
});
export const keepOwnBrowserPhone = endpoint({
  method: 'PUT',
  path: '/portal/browser-phone',
  ...ownBrowserPhone,
  summary: 'My browser is still a phone: its login lasts a quarter of an hour from now; not found once it has been ended',
  body: z.strictObject({ username: z.string().regex(/^web-[0-9a-f]{24}$/) }),
  response: z.object({ expiresAt: instantSchema }),
});
export const closeOwnBrowserPhone = endpoint({
  method: 'DELETE',
  path: '/portal/browser-phone',
  ...ownBrowserPhone,
  summary: 'My browser is a phone no longer',
  response: nothing,
});
