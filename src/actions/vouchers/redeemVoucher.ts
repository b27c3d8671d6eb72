import { networkOf } from '../../core/access/network.ts';
import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { Refusal, type RefusalCode } from '../../core/base/refusal.ts';
import { addSeconds, formatInstant, localDate, type Seconds } from '../../core/base/time.ts';
import { readVoucherCode } from '../../core/payments/voucher.ts';
import { type LockedAccount, lockAccount } from '../../db/tables/accounts.ts';
import { findPaymentByKey } from '../../db/tables/payments.ts';
import { findTimeZone } from '../../db/tables/settings.ts';
import {
  countVoucherFailures,
  deleteOldVoucherFailures,
  insertVoucherFailure,
  type LockedVoucher,
  lockVoucher,
  saveRedeemed,
} from '../../db/tables/vouchers.ts';
import { action, done, type Work } from '../action.ts';
import { bookPayment } from '../payments/bookPayment.ts';

export type RedeemVoucher = {
  readonly accountId: Id;
  readonly code: string;
  /** Where the request came from: wrong codes are counted by account and by network. */
  readonly address: string;
};
/** A wrong code is an answer and no exception, so that it is counted. */
export type Redeemed = { readonly paymentId: Id; readonly amount: Amount } | Extract<RefusalCode, `voucher_${string}`>;

/** So many wrong codes within an hour, for one account or from one network, are enough. */
export const wrongCodesMax = 20;
const windowSeconds: Seconds = 3600;

/** Puts the worth of a voucher on an account, once, however many try at once. The same account again gets the same answer. */
export const redeemVoucher = action<RedeemVoucher, Redeemed>('voucher.redeem', 'payment.record', async (work, input) => {
  const account = await lockAccount(work.tx, input.accountId);
  if (!account) throw new Refusal('not_found');
  const network = networkOf(input.address);
  await refuseWhileThrottled(work, account.id, network);
  const signs = readVoucherCode(input.code);
  const voucher = signs === undefined ? undefined : await lockVoucher(work.tx, work.safe.sha256(signs));
  if (!voucher) {
    await insertVoucherFailure(work.tx, account.id, network, formatInstant(work.now));
    return done('voucher_wrong', { accountId: account.id, detail: { refused: 'wrong code' } });
  }
  const key = `voucher-${voucher.id}`;
  if (voucher.paymentId !== null) {
    const payment = await findPaymentByKey(work.tx, key);
    if (payment?.accountId === account.id) return done({ paymentId: payment.id, amount: voucher.amount }, null);
    return done('voucher_used', { accountId: account.id, detail: { refused: 'used', lastFour: voucher.lastFour } });
  }
  await refuseEnded(work, account, voucher);
  const booked = await bookPayment(work, account, {
    ...{ method: 'voucher', amount: voucher.amount, reference: '', key },
    note: `Voucher •••• ${voucher.lastFour} (${voucher.batchName})`,
    receivedOn: localDate(work.now, await findTimeZone(work.tx)),
  });
  await saveRedeemed(work.tx, voucher.id, booked.paymentId, formatInstant(work.now));
  const detail = {
    paymentId: booked.paymentId,
    amount: formatAmount(voucher.amount),
    lastFour: voucher.lastFour,
    batch: voucher.batchName,
  };
  return done({ paymentId: booked.paymentId, amount: voucher.amount }, { accountId: account.id, detail });
});

async function refuseWhileThrottled(work: Work, accountId: Id, network: string): Promise<void> {
  const since = formatInstant(addSeconds(work.now, -windowSeconds));
  await deleteOldVoucherFailures(work.tx, since);
  const { ofAccount, ofNetwork } = await countVoucherFailures(work.tx, accountId, network, since);
  if (Math.max(ofAccount, ofNetwork) >= wrongCodesMax)
    throw new Refusal('too_many_attempts', {
      message: `${wrongCodesMax} wrong codes within an hour. Wait, and type the next one from the card.`,
    });
}

async function refuseEnded(work: Work, account: LockedAccount, voucher: LockedVoucher): Promise<void> {
  const today = localDate(work.now, await findTimeZone(work.tx));
  if (voucher.isCancelled || (voucher.expiresOn !== null && voucher.expiresOn < today)) throw new Refusal('voucher_ended');
  if (voucher.currency !== account.currency)
    throw new Refusal('voucher_ended', {
      message: `This voucher is worth ${voucher.currency}; the account has ${account.currency}.`,
    });
}
