import { makeOwnPayLink } from '../../actions/portal/makeOwnPayLink.ts';
import { redeemOwnVoucher } from '../../actions/portal/redeemOwnVoucher.ts';
import { formatAmount } from '../../core/base/money.ts';
import { fieldRefusal, refusals } from '../../core/base/refusal.ts';
import { listPayments } from '../../db/reads/listPayments.ts';
import { listPortalPayments } from '../contract/portal.ts';
import * as contract from '../contract/portalMoney.ts';
import { type Handler, on } from '../door.ts';
import { given, toAmount, toId } from '../wire.ts';

/** How a customer pays, and what was paid. */
export const portalMoneyHandlers: readonly Handler[] = [
  on(listPortalPayments, ({ query, who }, door) => door.ask((tx) => listPayments(tx, { accountId: who.accountId }, query))),
  on(contract.makeOwnPayLink, ({ body, who, reply }, door) => {
    void reply.header('cache-control', 'no-store');
    const wished = { invoiceId: given(body.invoiceId, toId), amount: given(body.amount, toAmount) };
    return door.act(who, makeOwnPayLink, { ...wished, publicUrl: door.publicUrl });
  }),
  on(contract.redeemOwnVoucher, async ({ body, who, raw }, door) => {
    const redeemed = await door.act(who, redeemOwnVoucher, { code: body.code, address: raw.ip });
    if (typeof redeemed === 'string') throw fieldRefusal(redeemed, 'code', refusals[redeemed]);
    return { amount: formatAmount(redeemed.amount) };
  }),
];
