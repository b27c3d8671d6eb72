import { addNetworkNumber } from '../../actions/networkNumbers/addNetworkNumber.ts';
import { changeNetworkNumber } from '../../actions/networkNumbers/changeNetworkNumber.ts';
import { removeNetworkNumber } from '../../actions/networkNumbers/removeNetworkNumber.ts';
import { resetSecret } from '../../actions/networkNumbers/resetSecret.ts';
import { findAccount } from '../../db/reads/getAccount.ts';
import { findPhone, listPhones } from '../../db/reads/listPhones.ts';
import * as contract from '../contract/phones.ts';
import { found, type Handler, on } from '../door.ts';
import { toId } from '../wire.ts';
import { serverOf } from './accounts.ts';

export const phoneHandlers: readonly Handler[] = [
  on(contract.listPhones, async ({ params }, door) => {
    const accountId = toId(params.id);
    found(await door.ask((tx) => findAccount(tx, accountId)));
    return { items: await door.ask((tx) => listPhones(tx, accountId)) };
  }),
  on(contract.addNetworkNumber, async ({ params, body, who }, door) => {
    const { number, label, secret } = body;
    const added = await door.act(who, addNetworkNumber, { accountId: toId(params.id), number, label, secret });
    const phone = found(await door.ask((tx) => findPhone(tx, added.networkNumberId)));
    return { phone, credentials: { ...added.credentials, protocols: [...added.credentials.protocols], ...serverOf(door) } };
  }),
  on(contract.changeNetworkNumber, async ({ params, body, who }, door) => {
    const networkNumberId = toId(params.id);
    await door.act(who, changeNetworkNumber, { ...body, networkNumberId });
    return found(await door.ask((tx) => findPhone(tx, networkNumberId)));
  }),
  on(contract.resetSecret, async ({ params, body, who }, door) => {
    const credentials = await door.act(who, resetSecret, { networkNumberId: toId(params.id), secret: body.secret });
    return { ...credentials, protocols: [...credentials.protocols], ...serverOf(door) };
  }),
  on(contract.removeNetworkNumber, async ({ params, who }, door) => {
    await door.act(who, removeNetworkNumber, { networkNumberId: toId(params.id) });
    return {};
  }),
];
