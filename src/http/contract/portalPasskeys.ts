import * as z from 'zod';
import { idParams, idSchema, nothing } from './common.ts';
import { endpoint } from './endpoint.ts';
import {
  again,
  creationOptionsSchema,
  newPasskey,
  passkeyAnswerInput,
  passkeyName,
  passkeySchema,
  requestOptionsSchema,
} from './passkeys.ts';
import { signInToPortal } from './portalSession.ts';

const door = { tag: 'Customer portal', access: 'public' } as const;
const own = { tag: 'Customer portal', access: 'portal_change' } as const;

export const offerPortalPasskey = endpoint({
  ...door,
  method: 'POST',
  path: '/portal/session/passkey-options',
  summary: 'What a browser needs to sign in to the portal with a passkey',
  response: requestOptionsSchema,
});
export const signInToPortalWithPasskey = endpoint({
  ...door,
  method: 'POST',
  path: '/portal/session/passkey',
  summary: 'Sign in to the portal with a passkey in place of the password',
  body: z.strictObject({ answer: passkeyAnswerInput }),
  response: signInToPortal.response,
});
export const listPortalPasskeys = endpoint({
  ...own,
  method: 'GET',
  path: '/portal/passkeys',
  summary: 'My passkeys',
  response: z.object({ items: z.array(passkeySchema) }),
});
export const startPortalPasskey = endpoint({
  ...own,
  method: 'POST',
  path: '/portal/passkeys/options',
  summary: 'Begin the making of a passkey: what the browser needs',
  body: again,
  response: creationOptionsSchema,
});
export const addPortalPasskey = endpoint({
  ...own,
  method: 'POST',
  path: '/portal/passkeys',
  summary: 'Keep the passkey that the browser has made',
  status: 201,
  body: newPasskey,
  response: z.object({ id: idSchema }),
});
export const renamePortalPasskey = endpoint({
  ...own,
  method: 'PUT',
  path: '/portal/passkeys/:id',
  summary: 'Rename a passkey of mine',
  params: idParams,
  body: passkeyName,
  response: nothing,
});
export const removePortalPasskey = endpoint({
  ...own,
  method: 'POST',
  path: '/portal/passkeys/:id/remove',
  summary: 'Remove a passkey of mine',
  params: idParams,
  body: again,
  response: nothing,
});
