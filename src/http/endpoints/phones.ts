import { addNetworkNumber } from '../../actions/networkNumbers/addNetworkNumber.ts';
import { changeNetworkNumber } from '../../actions/networkNumbers/changeNetworkNumber.ts';
import { endBrowserPhones } from '../../actions/networkNumbers/endBrowserPhones.ts';
import { removeNetworkNumber } from '../../actions/networkNumbers/removeNetworkNumber.ts';
import { resetSecret } from '../../actions/networkNumbers/resetSecret.ts';
import { findAccount } from '../../db/reads/getAccount.ts';
import { findPhone, listPhones } from '../../db/reads/listPhones.ts';
import * as contract from '../contract/phones.ts';
import { found, type Handler, on } from '../door.ts';
import { toId } from '../wire.ts';
import { credentialsOf, serverOf } from './accounts.ts';

export const phoneHandlers: readonly Handler[] = [
  on(contract.listPhones, async ({ params }, door) => {
    const accountId = toId(params.id);
    found(await door.ask((tx) => findAccount(tx, accountId)));
    return { items: await door.ask((tx) => listPhones(tx, accountId)) };
  }),
  on(contract.addNetworkNumber, async ({ params, body, who }, door) => {
    const { number, label, secret } = body;
    const accountId = toId(params.id);
    const sendByMail = body.sendByMail ? serverOf(door) : undefined;
    const added = await door.act(who, addNetworkNumber, { accountId, number, label, secret, sendByMail });
    const phone = found(await door.ask((tx) => findPhone(tx, added.networkNumberId)));
    return { phone, credentials: credentialsOf(door, added.credentials, added.sentTo) };
  }),
  on(contract.changeNetworkNumber, async ({ params, body, who }, door) => {
    const networkNumberId = toId(params.id);
    await door.act(who, changeNetworkNumber, { ...body, networkNumberId });
    return found(await door.ask((tx) => findPhone(tx, networkNumberId)));
  }),
  on(contract.resetSecret, async ({ params, body, who }, door) => {
    const networkNumberId = toId(params.id);
    const sendByMail = body.sendByMail ? serverOf(door) : undefined;
    const { credentials, sentTo } = await door.act(who, resetSecret, { networkNumberId, secret: body.secret, sendByMail });
    return credentialsOf(door, credentials, sentTo);
  }),
  on(contract.endBrowserPhones, async ({ params, who }, door) => ({
    ended: await door.act(who, endBrowserPhones, { networkNumberId: toId(params.id) }),
  })),
  on(contract.removeNetworkNumber, async ({ params, who }, door) => {
    await door.act(who, removeNetworkNumber, { networkNumberId: toId(params.id) });
    return {};
  }),
];
