import * as z from 'zod';
import { idParams, idSchema, instantSchema, line, nothing } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Customer portal, for staff';
export const portalEmail = z.email('This is not an e-mail address.').max(200, 'This e-mail is too long.');
const portalUserSchema = z.object({
  id: idSchema,
  email: z.string(),
  name: z.string(),
  isActive: z.boolean(),
  hasPassword: z.boolean().meta({ description: 'False = invited, no password chosen yet' }),
  lastSignInAt: instantSchema.nullable(),
  createdAt: instantSchema,
  createdBy: z.string(),
});
export const listPortalUsers = endpoint({
  method: 'GET',
  path: '/accounts/:id/portal-users',
  tag,
  access: 'account.read',
  summary: 'Who may open the portal of an account',
  params: idParams,
  response: z.object({ items: z.array(portalUserSchema) }),
});
export const invitePortalUser = endpoint({
  method: 'POST',
  path: '/accounts/:id/portal-users',
  tag,
  access: 'account.change',
  summary: 'Give somebody access to the portal of an account; a letter with a link to choose a password is sent',
  status: 201,
  params: idParams,
  body: z.strictObject({ email: portalEmail, name: line(100, 'The name').min(1, 'Type the name; the letter begins with it.') }),
  response: z.object({ id: idSchema }),
});
export const inviteAgain = endpoint({
  method: 'POST',
  path: '/portal-users/:id/invitations',
  tag,
  access: 'account.change',
  summary: 'Send a new link to choose a password; older links end',
  status: 201,
  params: idParams,
  response: nothing,
});
export const setPortalUserActive = endpoint({
  method: 'POST',
  path: '/portal-users/:id/active',
  tag,
  access: 'account.change',
  summary: 'Take the portal from a person, at once, or give it back',
  params: idParams,
  body: z.strictObject({ isActive: z.boolean() }),
  response: nothing,
});
export const visitPortal = endpoint({
  method: 'POST',
  path: '/accounts/:id/portal-visits',
  tag,
  access: 'portal.visit',
  isForPeople: true,
  summary:
    'Open the portal of a customer as the customer sees it, to look and not to change, for half an hour; stands in the history',
  status: 201,
  params: idParams,
  response: z.object({ path: z.string() }),
});
