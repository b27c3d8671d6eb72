import type { FastifyReply, FastifyRequest } from 'fastify';
import { finishSetup } from '../../actions/settings/finishSetup.ts';
import { addFirstAdministrator } from '../../actions/staff/addFirstAdministrator.ts';
import { countAttempt } from '../../actions/staff/countAttempt.ts';
import { countSecondAttempt } from '../../actions/staff/countSecondAttempt.ts';
import { findSignedIn } from '../../actions/staff/findSignedIn.ts';
import { finishSignIn } from '../../actions/staff/finishSignIn.ts';
import { offerPasskeySignIn } from '../../actions/staff/offerPasskeySignIn.ts';
import type { Origin } from '../../actions/staff/openSession.ts';
import { signIn } from '../../actions/staff/signIn.ts';
import { signInWithPasskey } from '../../actions/staff/signInWithPasskey.ts';
import { signOut } from '../../actions/staff/signOut.ts';
import { formatInstant } from '../../core/base/time.ts';
import { getSessionInfo } from '../../db/reads/getSessionInfo.ts';
import { getSetup } from '../../db/reads/getSetup.ts';
import * as contract from '../contract/session.ts';
import * as steps from '../contract/signIn.ts';
import { type Door, type Handler, on, type Who } from '../door.ts';
import { clearSessionCookie, sessionToken, setSessionCookie, siteOf } from '../session.ts';
import { turns } from '../turns.ts';

/** A password takes long to check and holds a database connection meanwhile: a crowd at the door may not take them all. */
const oneOfAFew = turns(3);

export const sessionHandlers: readonly Handler[] = [
  on(contract.getSession, ({ who }, door) => sessionOf(who, door)),
  on(contract.signIn, async ({ body, raw, reply }, door) => {
    const visitor = visitorOf(raw);
    await door.act(visitor, countAttempt, { userName: body.userName, address: raw.ip });
    const outcome = await oneOfAFew(() => door.act(visitor, signIn, { ...body, origin: originOf(raw) }));
    if (outcome.kind === 'session') return enter(outcome.token, raw, reply, door);
    const { token, methods, expiresAt } = outcome;
    const pending = { token, methods: [...methods], expiresAt: formatInstant(expiresAt) };
    return { ...(await sessionOf(visitor, door)), pending };
  }),
  on(steps.finishSignIn, async ({ body, raw, reply }, door) => {
    const { token, proof } = body;
    await door.act(visitorOf(raw), countSecondAttempt, { token, address: raw.ip });
    return enter(await door.act(visitorOf(raw), finishSignIn, { token, proof, origin: originOf(raw) }), raw, reply, door);
  }),
  on(steps.offerPasskeySignIn, ({ body, raw }, door) =>
    door.act(visitorOf(raw), offerPasskeySignIn, { token: body.token, site: siteOf(raw) }),
  ),
  on(steps.signInWithPasskey, async ({ body, raw, reply }, door) =>
    enter(await door.act(visitorOf(raw), signInWithPasskey, { ...body, origin: originOf(raw) }), raw, reply, door),
  ),
  on(contract.signOut, async ({ raw, reply, who }, door) => {
    const token = sessionToken(raw);
    if (token !== undefined) await door.act(who, signOut, { token });
    clearSessionCookie(raw, reply);
    return {};
  }),
  on(contract.addFirstAdministrator, async ({ body, raw, reply }, door) => {
    return enter(await door.act(visitorOf(raw), addFirstAdministrator, { ...body, origin: originOf(raw) }), raw, reply, door);
  }),
  on(contract.getSetup, (_, door) => door.ask(getSetup)),
  on(contract.finishSetup, async ({ who }, door) => {
    await door.act(who, finishSetup, null);
    return {};
  }),
];

/** Gives the browser its session. */
async function enter(token: string, raw: FastifyRequest, reply: FastifyReply, door: Door) {
  setSessionCookie(raw, reply, token);
  const staff = await door.act(visitorOf(raw), findSignedIn, { token, mode: 'use' });
  return sessionOf(staff ?? visitorOf(raw), door);
}

async function sessionOf(who: Who, door: Door) {
  const info = await door.ask(getSessionInfo);
  if (who.kind !== 'staff') return info;
  const { id, userName, name, level, duty } = who;
  return { ...info, staff: { id: String(id), userName, name, level, ...(duty && { duty }) } };
}

const visitorOf = (raw: FastifyRequest) => ({ kind: 'visitor', address: raw.ip }) as const;
const originOf = (raw: FastifyRequest): Origin => ({
  address: raw.ip,
  userAgent: raw.headers['user-agent'] ?? '',
  oldToken: sessionToken(raw),
});
