import type { Id } from '../../core/base/id.ts';
import { formatAmount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { paymentReversed } from '../../core/payments/payment.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { releaseAllocationsOf } from '../../db/tables/allocations.ts';
import { post } from '../../db/tables/ledger.ts';
import { findPaymentAccount, lockPayment, saveReversal } from '../../db/tables/payments.ts';
import { action, done, nameOf } from '../action.ts';
import { stampOf } from './settleAccount.ts';

export type ReversePayment = { readonly paymentId: Id; readonly reason: string };

/**
 * Undoes a payment that was none: a bounced cheque, a typing mistake, a card holder who got the money back from the bank. Its
 * invoices are open again; the ledger gets the mirror of it. A Pre-Paid balance may go below zero: the money was never there.
 */
export const reversePayment = action<ReversePayment, null>(
  'payment.reverse',
  'payment.refund',
  async (work, { paymentId, reason }) => {
    const accountId = await findPaymentAccount(work.tx, paymentId);
    const account = accountId === undefined ? undefined : await lockAccount(work.tx, accountId);
    const payment = account && (await lockPayment(work.tx, paymentId));
    if (!payment) throw new Refusal('not_found');
    if (payment.isReversed) return done(null, null);
    if (payment.method === 'voucher')
      throw new Refusal('in_use', { message: 'A redeemed voucher stays redeemed. Adjust the balance instead.' });
    if (payment.returned > 0n)
      throw new Refusal('in_use', { message: `${formatAmount(payment.returned)} of this payment was given back already.` });
    const stamp = stampOf(work);
    await releaseAllocationsOf(work.tx, paymentId, reason, stamp);
    const head = { kind: 'payment_reversed' as const, key: String(paymentId), occurredAt: formatInstant(work.now) };
    const payer = { accountId: payment.accountId, paymentType: account.paymentType };
    const mirror = paymentReversed(payer, payment.method, payment.amount, payment.ledger);
    const posted = await post(work.tx, { ...head, description: reason, actorName: nameOf(work.doer) }, mirror);
    await saveReversal(work.tx, paymentId, { ...stamp, reason, transferId: posted.transferId });
    const detail = { paymentId, amount: formatAmount(payment.amount), reason, transferId: posted.transferId };
    return done(null, { accountId: payment.accountId, detail });
  },
);
