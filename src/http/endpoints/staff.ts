import { addApiKey } from '../../actions/apiKeys/addApiKey.ts';
import { revokeApiKey } from '../../actions/apiKeys/revokeApiKey.ts';
import { addStaff } from '../../actions/staff/addStaff.ts';
import { changeStaff } from '../../actions/staff/changeStaff.ts';
import { endSession } from '../../actions/staff/endSession.ts';
import { requireSecondFactor } from '../../actions/staff/requireSecondFactor.ts';
import { resetSecondFactor } from '../../actions/staff/resetSecondFactor.ts';
import { findApiKeyRow, listApiKeys } from '../../db/reads/listApiKeys.ts';
import { listSessions } from '../../db/reads/listSessions.ts';
import { findStaffMember, listStaff } from '../../db/reads/listStaff.ts';
import * as profile from '../contract/profile.ts';
import * as contract from '../contract/session.ts';
import { found, type Handler, on } from '../door.ts';
import { toId, toInstant } from '../wire.ts';

export const staffHandlers: readonly Handler[] = [
  on(contract.listStaff, (_, door) => door.ask((tx) => listStaff(tx, door.clock()))),
  on(contract.addStaff, async ({ body, who }, door) => {
    const id = await door.act(who, addStaff, body);
    return found(await door.ask((tx) => findStaffMember(tx, id, door.clock())));
  }),
  on(contract.changeStaff, async ({ params, body, who }, door) => {
    const staffId = toId(params.id);
    await door.act(who, changeStaff, { ...body, password: body.password, staffId });
    return found(await door.ask((tx) => findStaffMember(tx, staffId, door.clock())));
  }),
  on(profile.listStaffSessions, async ({ params, who }, door) => {
    const [staffId, now] = [toId(params.id), door.clock()];
    found(await door.ask((tx) => findStaffMember(tx, staffId, now)));
    const thisId = who.kind === 'staff' ? who.sessionId : null;
    return { items: await door.ask((tx) => listSessions(tx, staffId, thisId, now)) };
  }),
  on(profile.endStaffSession, async ({ params, who }, door) => {
    await door.act(who, endSession, { sessionId: toId(params.id) });
    return {};
  }),
  on(profile.resetSecondFactor, async ({ params, who }, door) => {
    await door.act(who, resetSecondFactor, { staffId: toId(params.id) });
    return {};
  }),
  on(profile.requireSecondFactor, async ({ body, who }, door) => {
    await door.act(who, requireSecondFactor, { rule: body.requiresSecondFactor });
    return body;
  }),
  on(contract.listApiKeys, async (_, door) => ({ items: await door.ask(listApiKeys) })),
  on(contract.addApiKey, async ({ body, who }, door) => {
    const expiresAt = body.expiresAt === undefined ? null : toInstant(body.expiresAt);
    const { name, level, scopes, networks } = body;
    const { id, key } = await door.act(who, addApiKey, { name, level, expiresAt, scopes, networks });
    return { ...found(await door.ask((tx) => findApiKeyRow(tx, id))), key };
  }),
  on(contract.revokeApiKey, async ({ params, who }, door) => {
    await door.act(who, revokeApiKey, { apiKeyId: toId(params.id) });
    return {};
  }),
];
