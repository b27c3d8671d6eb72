import * as z from 'zod';
import { passwordLengthMin } from '../../core/access/password.ts';
import { staffLevels } from '../../core/access/permission.ts';
import { scopeList } from '../../core/access/scope.ts';
import { duties, secondFactorRules, signInMethods } from '../../core/access/secondFactor.ts';
import { idSchema, instantSchema, line, nothing } from './common.ts';
import { endpoint } from './endpoint.ts';

export const userNameInput = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._@-]{1,62}$/,
    'A user name has 2 to 63 letters, digits, dots, dashes or @, and starts with a letter or digit.',
  );
export const passwordInput = z
  .string()
  .min(passwordLengthMin, `A password needs at least ${passwordLengthMin} characters.`)
  .max(200, 'A password may have at most 200 characters.');
const signedIn = z.object({
  id: idSchema,
  userName: z.string(),
  name: z.string(),
  level: z.enum(staffLevels),
  /** What has to be done before anything else is answered. */
  duty: z.enum(duties).optional(),
});

/** Who is signed in and what the panel needs before anything else. */
export const sessionSchema = z.object({
  staff: signedIn.optional(),
  hasAdministrator: z.boolean(),
  isSetUp: z.boolean(),
  companyName: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  country: z.string(),
});

export const getSession = endpoint({
  method: 'GET',
  path: '/session',
  tag: 'Session',
  access: 'public',
  summary: 'Who is signed in',
  response: sessionSchema,
});
/** `pending` instead of `staff`: the password was right, and POST /session/second-factor awaits the second factor. */
export const signIn = endpoint({
  method: 'POST',
  path: '/session',
  tag: 'Session',
  access: 'public',
  summary: 'Sign in; with two-step sign-in the answer says what is still awaited',
  body: z.strictObject({
    userName: z.string().trim().toLowerCase().min(1, 'Type your user name.').max(63),
    password: z.string().min(1, 'Type your password.').max(200),
  }),
  response: sessionSchema.extend({
    pending: z.object({ token: z.string(), methods: z.array(z.enum(signInMethods)), expiresAt: instantSchema }).optional(),
  }),
});
export const signOut = endpoint({
  method: 'DELETE',
  path: '/session',
  tag: 'Session',
  access: 'myself',
  summary: 'Sign out',
  response: nothing,
});

/** The first Administrator, made with the one-time link. */
export const addFirstAdministrator = endpoint({
  method: 'POST',
  path: '/setup/administrator',
  tag: 'Set-up',
  access: 'public',
  summary: 'Make the first Administrator with the one-time link',
  status: 201,
  body: z.strictObject({
    token: z.string().min(20).max(200),
    name: line(100, 'Your name').min(1, 'Type your name.'),
    userName: userNameInput,
    password: passwordInput,
  }),
  response: sessionSchema,
});
/** Where the first run stands; each step is an ordinary endpoint, so a reload goes on where it stopped. */
export const getSetup = endpoint({
  method: 'GET',
  path: '/setup',
  tag: 'Set-up',
  access: 'signed_in',
  summary: 'Which steps of the first run are done',
  response: z.object({
    hasCompany: z.boolean(),
    hasNumbering: z.boolean(),
    hasPackage: z.boolean(),
    hasProvider: z.boolean(),
    hasAccount: z.boolean(),
    isFinished: z.boolean(),
  }),
});
export const finishSetup = endpoint({
  method: 'POST',
  path: '/setup/finish',
  tag: 'Set-up',
  access: 'setting.change',
  summary: 'End the first run',
  response: nothing,
});

const staffSchema = z.object({
  id: idSchema,
  userName: z.string(),
  name: z.string(),
  level: z.enum(staffLevels),
  isActive: z.boolean(),
  createdAt: instantSchema,
  version: z.int(),
  lastSignInAt: instantSchema.optional(),
  mustChangePassword: z.boolean(),
  hasTotp: z.boolean(),
  passkeys: z.int(),
  sessions: z.int(),
});
export const listStaff = endpoint({
  method: 'GET',
  path: '/staff',
  tag: 'Staff',
  access: 'staff.read',
  summary: 'All staff users, and who must have two-step sign-in',
  response: z.object({ items: z.array(staffSchema), requiresSecondFactor: z.enum(secondFactorRules) }),
});
export const addStaff = endpoint({
  method: 'POST',
  path: '/staff',
  tag: 'Staff',
  access: 'staff.change',
  summary: 'Add a staff user',
  status: 201,
  body: z.strictObject({
    userName: userNameInput,
    name: line(100, 'The name').min(1, 'Type a name.'),
    level: z.enum(staffLevels),
    password: passwordInput,
    mustChangePassword: z.boolean().default(true),
  }),
  response: staffSchema,
});
export const changeStaff = endpoint({
  method: 'PUT',
  path: '/staff/:id',
  tag: 'Staff',
  access: 'staff.change',
  summary: 'Change a staff user; a new password signs that person out everywhere, and is changed at the next sign-in',
  params: z.strictObject({ id: idSchema }),
  body: z.strictObject({
    name: line(100, 'The name').min(1, 'Type a name.'),
    level: z.enum(staffLevels),
    isActive: z.boolean(),
    password: passwordInput.optional(),
    version: z.int(),
  }),
  response: staffSchema,
});

const apiKeySchema = z.object({
  id: idSchema,
  name: z.string(),
  hint: z.string(),
  level: z.enum(staffLevels),
  createdAt: instantSchema,
  expiresAt: instantSchema.optional(),
  revokedAt: instantSchema.optional(),
  lastUsedAt: instantSchema.optional(),
  lastUsedFrom: z.string().optional().meta({ description: 'The address that it was used from last' }),
  scopes: z.array(z.enum(scopeList)).nullable().meta({ description: 'What it may be used for; null = all that its level may' }),
  networks: z.array(z.string()).meta({ description: 'Where it may be used from, as CIDR; empty = anywhere' }),
  createdBy: z.string().optional(),
});
export const listApiKeys = endpoint({
  method: 'GET',
  path: '/api-keys',
  tag: 'API keys',
  access: 'api_key.change',
  summary: 'All API keys, without the keys',
  response: z.object({ items: z.array(apiKeySchema) }),
});
export const addApiKey = endpoint({
  method: 'POST',
  path: '/api-keys',
  tag: 'API keys',
  access: 'api_key.change',
  summary: 'Make an API key; the answer is the only place where it is shown',
  status: 201,
  body: z.strictObject({
    name: line(100, 'The name').min(1, 'Type what the key is for.'),
    level: z.enum(staffLevels).default('super_user'),
    expiresAt: instantSchema.optional(),
    scopes: z
      .array(z.enum(scopeList))
      .min(1, 'Choose what the key may be used for.')
      .max(scopeList.length)
      .nullable()
      .default(null)
      .meta({ description: 'Null = all that the level may. `write` includes `read`.' }),
    networks: z
      .array(
        z
          .string()
          .trim()
          .regex(/^[\da-fA-F.:]{2,45}(\/\d{1,3})?$/, 'Type addresses or networks, such as 192.0.2.7 or 192.0.2.0/24.'),
      )
      .max(50, 'At most 50 networks.')
      .default([]),
  }),
  response: apiKeySchema.extend({ key: z.string() }),
});
export const revokeApiKey = endpoint({
  method: 'DELETE',
  path: '/api-keys/:id',
  tag: 'API keys',
  access: 'api_key.change',
  summary: 'Revoke an API key at once',
  params: z.strictObject({ id: idSchema }),
  response: nothing,
});
