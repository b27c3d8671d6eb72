import type { FastifyReply, FastifyRequest } from 'fastify';
import { askPortalPassword } from '../../actions/portal/askPortalPassword.ts';
import { changePortalPassword } from '../../actions/portal/changePortalPassword.ts';
import { choosePortalPassword } from '../../actions/portal/choosePortalPassword.ts';
import { countPortalAttempt } from '../../actions/portal/countPortalAttempt.ts';
import { endOtherPortalSessions } from '../../actions/portal/endOtherPortalSessions.ts';
import { findPortalUser, type SignedInCustomer } from '../../actions/portal/findPortalUser.ts';
import { signInToPortal } from '../../actions/portal/signInToPortal.ts';
import { signOutOfPortal } from '../../actions/portal/signOutOfPortal.ts';
import type { PasswordAgain } from '../../actions/staff/confirmPassword.ts';
import type { Origin } from '../../actions/staff/openSession.ts';
import { getSessionInfo } from '../../db/reads/getSessionInfo.ts';
import { listPortalSessions } from '../../db/reads/portalUsers.ts';
import * as contract from '../contract/portalSession.ts';
import { type Door, type Handler, on, type Who } from '../door.ts';
import { clearPortalCookie, portalToken, setPortalCookie } from '../session.ts';
import { turns } from '../turns.ts';

/** As at the panel's door: checking passwords may not take all database connections. */
export const oneOfAFew = turns(3);

/** Signing in to the portal and out, and passwords. */
export const portalSessionHandlers: readonly Handler[] = [
  on(contract.getPortalSession, ({ who }, door) => sessionOf(who, door)),
  on(contract.signInToPortal, async ({ body, raw, reply }, door) => {
    await door.act(visitorOf(raw), countPortalAttempt, { email: body.email, address: raw.ip });
    const token = await oneOfAFew(() => door.act(visitorOf(raw), signInToPortal, { ...body, origin: portalOrigin(raw) }));
    return enterPortal(token, raw, reply, door);
  }),
  on(contract.signOutOfPortal, async ({ raw, reply }, door) => {
    const token = portalToken(raw);
    if (token !== undefined) await door.act(visitorOf(raw), signOutOfPortal, { token });
    clearPortalCookie(raw, reply);
    return {};
  }),
  on(contract.askPortalPassword, async ({ body, raw }, door) => {
    await door.act(visitorOf(raw), askPortalPassword, { email: body.email, address: raw.ip, publicUrl: door.publicUrl });
    return {};
  }),
  on(contract.choosePortalPassword, async ({ body, raw, reply }, door) => {
    const token = await oneOfAFew(() => door.act(visitorOf(raw), choosePortalPassword, { ...body, origin: portalOrigin(raw) }));
    return enterPortal(token, raw, reply, door);
  }),
  on(contract.changePortalPassword, async ({ body, who, raw }, door) => {
    const again = await countPasswordAgain(body.password, who, raw, door);
    const change = { newPassword: body.newPassword, sessionId: who.sessionId, ...again };
    await oneOfAFew(() => door.act(who, changePortalPassword, change));
    return {};
  }),
  on(contract.listPortalSessions, async ({ who }, door) => {
    const items = await door.ask((tx) => listPortalSessions(tx, who.id, door.clock()));
    return { items: items.map(({ id, ...shown }) => ({ ...shown, id: String(id), isThis: id === who.sessionId })) };
  }),
  on(contract.endOtherPortalSessions, async ({ who }, door) => {
    await door.act(who, endOtherPortalSessions, { sessionId: who.sessionId });
    return {};
  }),
];

/** Counts the attempt before the password is looked at; what the action needs to look. */
export async function countPasswordAgain(
  password: string,
  who: SignedInCustomer,
  raw: FastifyRequest,
  door: Door,
): Promise<PasswordAgain> {
  await door.act(visitorOf(raw), countPortalAttempt, { email: who.email, address: raw.ip });
  return { password, address: raw.ip };
}

/** Gives the browser its session of the portal. */
export async function enterPortal(token: string, raw: FastifyRequest, reply: FastifyReply, door: Door) {
  setPortalCookie(raw, reply, token);
  const customer = await door.act(visitorOf(raw), findPortalUser, { token });
  return sessionOf(customer ?? visitorOf(raw), door);
}

async function sessionOf(who: Who, door: Door) {
  const { companyName, timeZone, country } = await door.ask(getSessionInfo);
  const info = { companyName, timeZone, country, language: '' };
  if (who.kind !== 'portal_user') return info;
  return { ...info, language: who.language, user: { name: who.name, email: who.email, isVisit: who.isVisit } };
}

export const visitorOf = (raw: FastifyRequest) => ({ kind: 'visitor', address: raw.ip }) as const;

/** Where somebody opens the portal from. */
export const portalOrigin = (raw: FastifyRequest): Origin => ({
  address: raw.ip,
  userAgent: raw.headers['user-agent'] ?? '',
  oldToken: portalToken(raw),
});
