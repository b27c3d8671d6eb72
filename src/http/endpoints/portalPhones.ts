import { changeOwnFeatures } from '../../actions/portal/changeOwnFeatures.ts';
import { closeOwnBrowserPhone } from '../../actions/portal/closeOwnBrowserPhone.ts';
import { keepOwnBrowserPhone } from '../../actions/portal/keepOwnBrowserPhone.ts';
import { listenToOwnMessage } from '../../actions/portal/listenToOwnMessage.ts';
import { openOwnBrowserPhone } from '../../actions/portal/openOwnBrowserPhone.ts';
import { removeOwnMessage } from '../../actions/portal/removeOwnMessage.ts';
import { resetOwnSecret } from '../../actions/portal/resetOwnSecret.ts';
import { listMessages } from '../../db/reads/listMessages.ts';
import { findPhone, listPhones } from '../../db/reads/listPhones.ts';
import * as contract from '../contract/portalPhones.ts';
import { found, type Handler, on } from '../door.ts';
import { toId } from '../wire.ts';
import { credentialsOf } from './accounts.ts';
import { toForwarding } from './phoneFeatures.ts';
import { portalOrigin } from './portalSession.ts';

/** A customer's own phones and their voicemail. */
export const portalPhoneHandlers: readonly Handler[] = [
  on(contract.listPortalPhones, async ({ who }, door) => ({ items: await door.ask((tx) => listPhones(tx, who.accountId)) })),
  on(contract.resetOwnSecret, async ({ params, who, reply }, door) => {
    void reply.header('cache-control', 'no-store');
    const { credentials } = await door.act(who, resetOwnSecret, { networkNumberId: toId(params.id) });
    return credentialsOf(door, credentials, undefined);
  }),
  on(contract.changeOwnFeatures, async ({ params, body, who }, door) => {
    const networkNumberId = toId(params.id);
    const { isOn, email, pin } = body.voicemail;
    const wished = { forwarding: toForwarding(body.forwarding), voicemail: { isOn, email }, pin, switches: body.switches };
    await door.act(who, changeOwnFeatures, { networkNumberId, ...wished });
    const { forwarding, voicemail, switches } = found(await door.ask((tx) => findPhone(tx, networkNumberId)));
    return { forwarding, voicemail, switches };
  }),
  on(contract.openOwnBrowserPhone, ({ params, who, raw, reply }, door) => {
    void reply.header('cache-control', 'no-store');
    const { address, userAgent } = portalOrigin(raw);
    const { sessionId } = who;
    return door.act(who, openOwnBrowserPhone, { networkNumberId: toId(params.id), sessionId, address, userAgent });
  }),
  on(contract.keepOwnBrowserPhone, ({ body, who }, door) =>
    door.act(who, keepOwnBrowserPhone, { sessionId: who.sessionId, username: body.username }),
  ),
  on(contract.closeOwnBrowserPhone, async ({ who }, door) => {
    await door.act(who, closeOwnBrowserPhone, { sessionId: who.sessionId });
    return {};
  }),
  on(contract.listPortalMessages, async ({ who }, door) => ({ items: await door.ask((tx) => listMessages(tx, who.accountId)) })),
  on(contract.listenToOwnMessage, async ({ params, who, reply }, door) => {
    const recording = await door.act(who, listenToOwnMessage, { messageId: toId(params.id) });
    const sound = found(await door.recording(recording));
    void reply.header('cache-control', 'no-store').type('audio/wav').send(sound);
    return reply as never;
  }),
  on(contract.removeOwnMessage, async ({ params, who }, door) => {
    await door.act(who, removeOwnMessage, { messageId: toId(params.id) });
    return {};
  }),
];
