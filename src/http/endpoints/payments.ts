import { allocatePayment } from '../../actions/payments/allocatePayment.ts';
import { recordPayment } from '../../actions/payments/recordPayment.ts';
import { refundPayment } from '../../actions/payments/refundPayment.ts';
import { releaseAllocation } from '../../actions/payments/releaseAllocation.ts';
import { reversePayment } from '../../actions/payments/reversePayment.ts';
import type { Id } from '../../core/base/id.ts';
import { localDate } from '../../core/base/time.ts';
import { getSettings } from '../../db/reads/getSettings.ts';
import { listDebtors } from '../../db/reads/listDebtors.ts';
import { findPayment, listPayments } from '../../db/reads/listPayments.ts';
import * as contract from '../contract/payments.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { given, toAmount, toId } from '../wire.ts';

type WireAllocation = { readonly invoiceId: string; readonly amount: string };
const toAllocation = ({ invoiceId, amount }: WireAllocation) => ({ invoiceId: toId(invoiceId), amount: toAmount(amount) });

export const paymentHandlers: readonly Handler[] = [
  on(contract.listPayments, ({ query }, door) =>
    door.ask((tx) => listPayments(tx, { ...query, accountId: given(query.accountId, toId) }, query)),
  ),
  on(contract.getPayment, ({ params }, door) => getPayment(door, toId(params.id))),
  on(contract.recordPayment, async ({ params, body, who }, door) => {
    const { paymentId } = await door.act(who, recordPayment, {
      ...{ ...body, accountId: toId(params.id), amount: toAmount(body.amount) },
      allocations: body.allocations?.map(toAllocation),
    });
    return getPayment(door, paymentId);
  }),
  on(contract.allocatePayment, async ({ params, body, who }, door) => {
    const paymentId = toId(params.id);
    await door.act(who, allocatePayment, { paymentId, allocations: body.allocations.map(toAllocation) });
    return getPayment(door, paymentId);
  }),
  on(contract.releaseAllocation, async ({ params, body, who }, door) => {
    await door.act(who, releaseAllocation, { allocationId: toId(params.id), reason: body.reason });
    return {};
  }),
  on(contract.reversePayment, async ({ params, body, who }, door) => {
    const paymentId = toId(params.id);
    await door.act(who, reversePayment, { paymentId, reason: body.reason });
    return getPayment(door, paymentId);
  }),
  on(contract.refundPayment, async ({ params, body, who }, door) => {
    const paymentId = toId(params.id);
    await door.act(who, refundPayment, { ...body, paymentId, amount: toAmount(body.amount) });
    return getPayment(door, paymentId);
  }),
  on(contract.listDebtors, async ({ query }, door) => {
    const { timeZone } = await door.ask(getSettings);
    return door.ask((tx) => listDebtors(tx, localDate(door.clock(), timeZone), query));
  }),
];

export async function getPayment(door: Door, id: Id) {
  return found(await door.ask((tx) => findPayment(tx, id)));
}
