import type { FastifyRequest } from 'fastify';
import { addPasskey } from '../../actions/profile/addPasskey.ts';
import { changeOwnName } from '../../actions/profile/changeOwnName.ts';
import { changeOwnPassword } from '../../actions/profile/changeOwnPassword.ts';
import { confirmTotp } from '../../actions/profile/confirmTotp.ts';
import { endOtherSessions } from '../../actions/profile/endOtherSessions.ts';
import { endOwnSession } from '../../actions/profile/endOwnSession.ts';
import { removePasskey } from '../../actions/profile/removePasskey.ts';
import { removeTotp } from '../../actions/profile/removeTotp.ts';
import { renamePasskey } from '../../actions/profile/renamePasskey.ts';
import { renewRecoveryCodes } from '../../actions/profile/renewRecoveryCodes.ts';
import { startPasskey } from '../../actions/profile/startPasskey.ts';
import { startTotp } from '../../actions/profile/startTotp.ts';
import type { PasswordAgain } from '../../actions/staff/confirmPassword.ts';
import { countOwnAttempt } from '../../actions/staff/countOwnAttempt.ts';
import type { SignedInStaff } from '../../actions/staff/findSignedIn.ts';
import { getProfile } from '../../db/reads/getProfile.ts';
import * as contract from '../contract/profile.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { siteOf } from '../session.ts';
import { toId } from '../wire.ts';

export const profileHandlers: readonly Handler[] = [
  on(contract.getProfile, ({ who }, door) => profileOf(who, door)),
  on(contract.changeOwnName, async ({ body, who }, door) => {
    await door.act(who, changeOwnName, body);
    return profileOf(who, door);
  }),
  on(contract.changeOwnPassword, async ({ body, who, raw }, door) => {
    const { newPassword, password } = body;
    const { sessionId } = who;
    await door.act(who, changeOwnPassword, { newPassword, sessionId, ...(await countAgain(password, who, raw, door)) });
    return {};
  }),
  on(contract.startTotp, async ({ body, who, raw }, door) =>
    door.act(who, startTotp, await countAgain(body.password, who, raw, door)),
  ),
  on(contract.confirmTotp, async ({ body, who }, door) => ({ recoveryCodes: [...(await door.act(who, confirmTotp, body))] })),
  on(contract.removeTotp, async ({ body, who, raw }, door) => {
    await door.act(who, removeTotp, await countAgain(body.password, who, raw, door));
    return {};
  }),
  on(contract.renewRecoveryCodes, async ({ body, who, raw }, door) => ({
    recoveryCodes: [...(await door.act(who, renewRecoveryCodes, await countAgain(body.password, who, raw, door)))],
  })),
  on(contract.startPasskey, async ({ body, who, raw }, door) => {
    const site = siteOf(raw);
    return door.act(who, startPasskey, { site, ...(await countAgain(body.password, who, raw, door)) });
  }),
  on(contract.addPasskey, async ({ body, who }, door) => {
    const { id, recoveryCodes } = await door.act(who, addPasskey, body);
    return { id: String(id), recoveryCodes: [...recoveryCodes] };
  }),
  on(contract.renamePasskey, async ({ params, body, who }, door) => {
    await door.act(who, renamePasskey, { passkeyId: toId(params.id), name: body.name });
    return {};
  }),
  on(contract.removePasskey, async ({ params, body, who, raw }, door) => {
    const passkeyId = toId(params.id);
    await door.act(who, removePasskey, { passkeyId, ...(await countAgain(body.password, who, raw, door)) });
    return {};
  }),
  on(contract.endOwnSession, async ({ params, who }, door) => {
    await door.act(who, endOwnSession, { sessionId: toId(params.id) });
    return {};
  }),
  on(contract.endOtherSessions, async ({ who }, door) => ({
    ended: await door.act(who, endOtherSessions, { sessionId: who.sessionId }),
  })),
];

async function profileOf({ id, sessionId }: SignedInStaff, door: Door) {
  return found(await door.ask((tx) => getProfile(tx, id, sessionId, door.clock())));
}

/** Counts the attempt before the password is looked at; what the action needs to look. */
async function countAgain(password: string, who: SignedInStaff, raw: FastifyRequest, door: Door): Promise<PasswordAgain> {
  await door.act(who, countOwnAttempt, { address: raw.ip });
  return { password, address: raw.ip };
}
