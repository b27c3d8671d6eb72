import * as z from 'zod';
import { idSchema, instantSchema, nothing } from './common.ts';
import { endpoint } from './endpoint.ts';
import { portalEmail } from './portalUsers.ts';
import { passwordInput } from './session.ts';

const tag = 'Customer portal';
const sessionSchema = z.object({
  companyName: z.string(),
  timeZone: z.string(),
  country: z.string(),
  language: z.string().meta({ description: 'The preferred language of the account, such as de; empty = not known' }),
  user: z
    .object({
      name: z.string(),
      email: z.string(),
      isVisit: z.boolean().meta({ description: 'True = staff looks at the portal, and may change nothing' }),
    })
    .optional(),
});
export const getPortalSession = endpoint({
  method: 'GET',
  path: '/portal/session',
  tag,
  access: 'public',
  summary: 'Who is signed in to the portal',
  response: sessionSchema,
});
export const signInToPortal = endpoint({
  method: 'POST',
  path: '/portal/session',
  tag,
  access: 'public',
  summary: 'Sign in to the portal',
  body: z.strictObject({
    email: z.string().trim().min(1, 'Type your e-mail.').max(200),
    password: z.string().min(1, 'Type your password.').max(1000),
  }),
  response: sessionSchema,
});
export const signOutOfPortal = endpoint({
  method: 'DELETE',
  path: '/portal/session',
  tag,
  access: 'portal',
  summary: 'Sign out of the portal',
  response: nothing,
});
export const askPortalPassword = endpoint({
  method: 'POST',
  path: '/portal/password-letters',
  tag,
  access: 'public',
  summary: 'Ask for a letter to choose a new password; the answer is the same for an e-mail that nobody has',
  status: 202,
  body: z.strictObject({ email: portalEmail }),
  response: nothing,
});
export const choosePortalPassword = endpoint({
  method: 'POST',
  path: '/portal/password-links',
  tag,
  access: 'public',
  summary: 'Choose a password with the link of a letter, and sign in',
  body: z.strictObject({ token: z.string().min(1, 'The link is not whole.').max(100), password: passwordInput }),
  response: sessionSchema,
});
export const changePortalPassword = endpoint({
  method: 'POST',
  path: '/portal/password',
  tag,
  access: 'portal_change',
  summary: 'Change my password; all my other sessions end',
  body: z.strictObject({ password: z.string().min(1, 'Type the password that you have.').max(1000), newPassword: passwordInput }),
  response: nothing,
});
export const listPortalSessions = endpoint({
  method: 'GET',
  path: '/portal/sessions',
  tag,
  access: 'portal_change',
  summary: 'Where I am signed in',
  response: z.object({
    items: z.array(
      z.object({
        id: idSchema,
        isThis: z.boolean(),
        createdAt: instantSchema,
        lastSeenAt: instantSchema,
        address: z.string(),
        userAgent: z.string(),
      }),
    ),
  }),
});
export const endOtherPortalSessions = endpoint({
  method: 'DELETE',
  path: '/portal/sessions',
  tag,
  access: 'portal_change',
  summary: 'Sign out everywhere else',
  response: nothing,
});
