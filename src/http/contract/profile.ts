import * as z from 'zod';
import { staffLevels } from '../../core/access/permission.ts';
import { secondFactorRules, signInMethods } from '../../core/access/secondFactor.ts';
import { idParams, idSchema, instantSchema, line, nothing } from './common.ts';
import { endpoint } from './endpoint.ts';
import { again, creationOptionsSchema, newPasskey, passkeyName, passkeySchema, passwordAgain } from './passkeys.ts';
import { passwordInput } from './session.ts';
import { codeInput } from './signIn.ts';

const nameInput = line(100, 'Your name').min(1, 'Type your name.');

const sessionRow = z.object({
  id: idSchema,
  createdAt: instantSchema,
  lastSeenAt: instantSchema,
  address: z.string(),
  userAgent: z.string(),
  method: z.enum(signInMethods),
  isThis: z.boolean(),
});
const profileSchema = z.object({
  userName: z.string(),
  name: z.string(),
  level: z.enum(staffLevels),
  totpSince: instantSchema.optional(),
  recoveryCodesLeft: z.int(),
  requiresSecondFactor: z.boolean().meta({ description: 'The operator requires it of this person' }),
  passkeys: z.array(passkeySchema),
  sessions: z.array(sessionRow),
});
const own = { tag: 'Profile', access: 'myself' } as const;
const codes = z.object({
  recoveryCodes: z.array(z.string()).meta({ description: 'Shown once; empty when there are codes already' }),
});

export const getProfile = endpoint({
  ...own,
  method: 'GET',
  path: '/profile',
  summary: 'Who I am and how I sign in',
  response: profileSchema,
});
export const changeOwnName = endpoint({
  ...own,
  method: 'PUT',
  path: '/profile',
  summary: 'Change my name',
  body: z.strictObject({ name: nameInput }),
  response: profileSchema,
});
export const changeOwnPassword = endpoint({
  ...own,
  method: 'POST',
  path: '/profile/password',
  summary: 'Change my password; all my other sessions end',
  body: z.strictObject({ password: passwordAgain, newPassword: passwordInput }),
  response: nothing,
});

export const startTotp = endpoint({
  ...own,
  method: 'POST',
  path: '/profile/totp',
  summary: 'Begin the set-up of an authenticator app; the secret is shown only now',
  body: again,
  response: z.object({ secret: z.string(), uri: z.string() }),
});
export const confirmTotp = endpoint({
  ...own,
  method: 'POST',
  path: '/profile/totp/confirm',
  summary: 'End the set-up of an authenticator app with one of its codes',
  body: z.strictObject({ code: codeInput }),
  response: codes,
});
export const removeTotp = endpoint({
  ...own,
  method: 'POST',
  path: '/profile/totp/remove',
  summary: 'Remove my authenticator app',
  body: again,
  response: nothing,
});
export const renewRecoveryCodes = endpoint({
  ...own,
  method: 'POST',
  path: '/profile/recovery-codes',
  summary: 'Ten new recovery codes in place of the old ones',
  body: again,
  response: codes,
});

export const startPasskey = endpoint({
  ...own,
  method: 'POST',
  path: '/profile/passkeys/options',
  summary: 'Begin the making of a passkey: what the browser needs',
  body: again,
  response: creationOptionsSchema,
});
export const addPasskey = endpoint({
  ...own,
  method: 'POST',
  path: '/profile/passkeys',
  summary: 'Keep the passkey that the browser has made',
  status: 201,
  body: newPasskey,
  response: codes.extend({ id: idSchema }),
});
export const renamePasskey = endpoint({
  ...own,
  method: 'PUT',
  path: '/profile/passkeys/:id',
  summary: 'Rename a passkey of mine',
  params: idParams,
  body: passkeyName,
  response: nothing,
});
export const removePasskey = endpoint({
  ...own,
  method: 'POST',
  path: '/profile/passkeys/:id/remove',
  summary: 'Remove a passkey of mine',
  params: idParams,
  body: again,
  response: nothing,
});

export const endOwnSession = endpoint({
  ...own,
  method: 'DELETE',
  path: '/profile/sessions/:id',
  summary: 'End a session of mine',
  params: idParams,
  response: nothing,
});
export const endOtherSessions = endpoint({
  ...own,
  method: 'DELETE',
  path: '/profile/sessions',
  summary: 'End all my sessions but this one',
  response: z.object({ ended: z.int() }),
});

const others = { tag: 'Staff', access: 'staff.change' } as const;
export const listStaffSessions = endpoint({
  ...others,
  access: 'staff.read',
  method: 'GET',
  path: '/staff/:id/sessions',
  summary: 'Where a staff user is signed in',
  params: idParams,
  response: z.object({ items: z.array(sessionRow) }),
});
export const endStaffSession = endpoint({
  ...others,
  method: 'DELETE',
  path: '/staff-sessions/:id',
  summary: 'End a session of any staff user at once',
  params: idParams,
  response: nothing,
});
export const resetSecondFactor = endpoint({
  ...others,
  method: 'POST',
  path: '/staff/:id/second-factor/reset',
  summary: 'Forget a staff user’s app, passkeys and recovery codes; signs that person out everywhere',
  params: idParams,
  response: nothing,
});
export const requireSecondFactor = endpoint({
  ...others,
  access: 'setting.change',
  method: 'PUT',
  path: '/second-factor-rule',
  summary: 'Say who must have two-step sign-in',
  body: z.strictObject({ requiresSecondFactor: z.enum(secondFactorRules) }),
  response: z.object({ requiresSecondFactor: z.enum(secondFactorRules) }),
});
