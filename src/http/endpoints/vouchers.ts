import { addVoucherBatch } from '../../actions/vouchers/addVoucherBatch.ts';
import { cancelVoucherBatch } from '../../actions/vouchers/cancelVoucherBatch.ts';
import { redeemVoucher } from '../../actions/vouchers/redeemVoucher.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, refusals } from '../../core/base/refusal.ts';
import { findVoucherBatch, listVoucherBatches, listVouchers } from '../../db/reads/listVouchers.ts';
import * as contract from '../contract/vouchers.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { toAmount, toId } from '../wire.ts';
import { getPayment } from './payments.ts';

export const voucherHandlers: readonly Handler[] = [
  on(contract.listVoucherBatches, ({ query }, door) => door.ask((tx) => listVoucherBatches(tx, query))),
  on(contract.addVoucherBatch, async ({ body, who, reply }, door) => {
    void reply.header('cache-control', 'no-store');
    const { batchId, codes } = await door.act(who, addVoucherBatch, { ...body, amount: toAmount(body.amount) });
    return { batch: await getBatch(door, batchId), codes: [...codes] };
  }),
  on(contract.listVouchers, async ({ params, query }, door) => {
    const batchId = toId(params.id);
    await getBatch(door, batchId);
    return door.ask((tx) => listVouchers(tx, batchId, query));
  }),
  on(contract.cancelVoucherBatch, async ({ params, body, who }, door) => {
    const batchId = toId(params.id);
    await door.act(who, cancelVoucherBatch, { batchId, reason: body.reason });
    return getBatch(door, batchId);
  }),
  on(contract.redeemVoucher, async ({ params, body, who, raw }, door) => {
    const redeemed = await door.act(who, redeemVoucher, { accountId: toId(params.id), code: body.code, address: raw.ip });
    if (typeof redeemed === 'string') throw fieldRefusal(redeemed, 'code', refusals[redeemed]);
    return getPayment(door, redeemed.paymentId);
  }),
];

async function getBatch(door: Door, id: Id) {
  return found(await door.ask((tx) => findVoucherBatch(tx, id)));
}
