import type { FastifyRequest } from 'fastify';
import { finishSetup } from '../../actions/settings/finishSetup.ts';
import { addFirstAdministrator } from '../../actions/staff/addFirstAdministrator.ts';
import { countAttempt } from '../../actions/staff/countAttempt.ts';
import { findSignedIn } from '../../actions/staff/findSignedIn.ts';
import type { Origin } from '../../actions/staff/openSession.ts';
import { signIn } from '../../actions/staff/signIn.ts';
import { signOut } from '../../actions/staff/signOut.ts';
import { getSessionInfo } from '../../db/reads/getSessionInfo.ts';
import { getSetup } from '../../db/reads/getSetup.ts';
import * as contract from '../contract/session.ts';
import { type Door, type Handler, on, type Who } from '../door.ts';
import { clearSessionCookie, sessionToken, setSessionCookie } from '../session.ts';

export const sessionHandlers: readonly Handler[] = [
  on(contract.getSession, ({ who }, door) => sessionOf(who, door)),
  on(contract.signIn, async ({ body, raw, reply }, door) => {
    const visitor = visitorOf(raw);
    const { userName, password } = body;
    await door.act(visitor, countAttempt, { userName, address: raw.ip });
    const token = await door.act(visitor, signIn, { userName, password, origin: originOf(raw), oldToken: sessionToken(raw) });
    setSessionCookie(raw, reply, token);
    return sessionOfToken(token, raw, door);
  }),
  on(contract.signOut, async ({ raw, reply, who }, door) => {
    const token = sessionToken(raw);
    if (token !== undefined) await door.act(who, signOut, { token });
    clearSessionCookie(raw, reply);
    return {};
  }),
  on(contract.addFirstAdministrator, async ({ body, raw, reply }, door) => {
    const token = await door.act(visitorOf(raw), addFirstAdministrator, { ...body, origin: originOf(raw) });
    setSessionCookie(raw, reply, token);
    return sessionOfToken(token, raw, door);
  }),
  on(contract.getSetup, (_, door) => door.ask(getSetup)),
  on(contract.finishSetup, async ({ who }, door) => {
    await door.act(who, finishSetup, null);
    return {};
  }),
];

async function sessionOfToken(token: string, raw: FastifyRequest, door: Door) {
  const staff = await door.act(visitorOf(raw), findSignedIn, { token, mode: 'use' });
  return sessionOf(staff ?? visitorOf(raw), door);
}

async function sessionOf(who: Who, door: Door) {
  const info = await door.ask(getSessionInfo);
  if (who.kind !== 'staff') return info;
  const { id, userName, name, level } = who;
  return { ...info, staff: { id: String(id), userName, name, level } };
}

const visitorOf = (raw: FastifyRequest) => ({ kind: 'visitor', address: raw.ip }) as const;
const originOf = (raw: FastifyRequest): Origin => ({ address: raw.ip, userAgent: raw.headers['user-agent'] ?? '' });
