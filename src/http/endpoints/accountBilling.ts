import { chargeOnce } from '../../actions/extras/chargeOnce.ts';
import { changeAccountBilling } from '../../actions/invoicing/changeAccountBilling.ts';
import type { Id } from '../../core/base/id.ts';
import { findBalance } from '../../db/reads/getAccount.ts';
import { getAccountBilling } from '../../db/reads/getAccountBilling.ts';
import * as contract from '../contract/accountBilling.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { toAmount, toId } from '../wire.ts';

export const accountBillingHandlers: readonly Handler[] = [
  on(contract.getAccountBilling, ({ params }, door) => billing(door, toId(params.id))),
  on(contract.changeAccountBilling, async ({ params, body, who }, door) => {
    const accountId = toId(params.id);
    await door.act(who, changeAccountBilling, { accountId, ...body });
    return billing(door, accountId);
  }),
  on(contract.chargeOnce, async ({ params, body, who }, door) => {
    const accountId = toId(params.id);
    const posted = await door.act(who, chargeOnce, { accountId, ...body, amount: toAmount(body.amount) });
    const balance = found(await door.ask((tx) => findBalance(tx, accountId)));
    return { transferId: String(posted.transferId), isNew: posted.isNew, balance };
  }),
];

async function billing(door: Door, accountId: Id) {
  return found(await door.ask((tx) => getAccountBilling(tx, accountId, door.clock())));
}
