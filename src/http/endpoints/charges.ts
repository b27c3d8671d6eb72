import { askChargeAgain } from '../../actions/charges/askChargeAgain.ts';
import { chargeInvoice } from '../../actions/charges/chargeInvoice.ts';
import { makePayLink } from '../../actions/charges/makePayLink.ts';
import { removeCardAtGateway } from '../../actions/charges/removeCardAtGateway.ts';
import { getReceivables } from '../../db/reads/getReceivables.ts';
import { countMoneyAlerts, listCharges } from '../../db/reads/listCharges.ts';
import * as contract from '../contract/charges.ts';
import { found, type Handler, on } from '../door.ts';
import { given, toAmount, toId } from '../wire.ts';

export const chargeHandlers: readonly Handler[] = [
  on(contract.listCharges, ({ query }, door) =>
    door.ask((tx) => listCharges(tx, { state: query.state, accountId: given(query.accountId, toId) }, query)),
  ),
  on(contract.askChargeAgain, async ({ params, who }, door) => {
    await door.act(who, askChargeAgain, { chargeId: toId(params.id) });
    return {};
  }),
  on(contract.countMoneyAlerts, (_, door) => door.ask(countMoneyAlerts)),
  on(contract.getReceivables, async ({ params }, door) => found(await door.ask((tx) => getReceivables(tx, toId(params.id))))),
  on(contract.chargeInvoice, async ({ params, body, who }, door) => {
    const chargeId = await door.act(who, chargeInvoice, { accountId: toId(params.id), invoiceId: toId(body.invoiceId) });
    return { chargeId: String(chargeId) };
  }),
  on(contract.makePayLink, ({ params, body, who, reply }, door) => {
    void reply.header('cache-control', 'no-store');
    return door.act(who, makePayLink, {
      ...{ accountId: toId(params.id), invoiceId: given(body.invoiceId, toId), amount: given(body.amount, toAmount) },
      ...{ isMailed: body.isMailed, publicUrl: door.publicUrl },
    });
  }),
  on(contract.removeCardAtGateway, async ({ params, who }, door) => {
    await door.act(who, removeCardAtGateway, { accountId: toId(params.id), cardId: toId(params.cardId) });
    return {};
  }),
];
