import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { moneyGivenBack } from '../../core/payments/payment.ts';
import { type LockedAccount, lockAccount } from '../../db/tables/accounts.ts';
import { post } from '../../db/tables/ledger.ts';
import { findPaymentAccount, lockPayment, lockSpendable, type StoredPayment } from '../../db/tables/payments.ts';
import { findRefundByKey, hasCharge, insertRefund, type RefundMethod } from '../../db/tables/refunds.ts';
import { action, done, nameOf, type Work } from '../action.ts';
import { needPayable } from './bookPayment.ts';

export type RefundPayment = {
  readonly paymentId: Id;
  readonly amount: Amount;
  /** `gateway`: back to the card that it came from. */
  readonly method: RefundMethod;
  readonly reference: string;
  readonly reason: string;
  readonly key: string;
};
export type Refunded = { readonly refundId: Id; readonly isNew: boolean };

/** Gives money back: at most what is left of the payment, and what the customer still has. By gateway a job does it, after this is committed. */
export const refundPayment = action<RefundPayment, Refunded>('payment.refund', 'payment.refund', async (work, input) => {
  const { paymentId, amount, method, reason, reference, key } = input;
  const accountId = await findPaymentAccount(work.tx, paymentId);
  const account = accountId === undefined ? undefined : await lockAccount(work.tx, accountId);
  const payment = account && (await lockPayment(work.tx, paymentId));
  if (!payment) throw new Refusal('not_found');
  const known = await findRefundByKey(work.tx, key);
  if (known) {
    if (known.paymentId !== paymentId || known.amount !== amount) throw new Refusal('key_reused');
    return done({ refundId: known.id, isNew: false }, null);
  }
  await refuseRefund(work, account, payment, input);
  const at = formatInstant(work.now);
  const head = { kind: 'refund' as const, key, occurredAt: at, description: reason, actorName: nameOf(work.doer) };
  const payer = {
    accountId: account.id,
    paymentType: payment.ledger === 'prepaid' ? ('pre_paid' as const) : ('post_paid' as const),
  };
  const posted = await post(work.tx, head, moneyGivenBack(payer, method === 'gateway' ? 'gateway' : 'bank', amount));
  if (!posted.isNew) throw new Refusal('key_reused');
  const isByGateway = method === 'gateway';
  const refundId = await insertRefund(work.tx, {
    ...{ accountId: account.id, paymentId, method, amount, reference, reason, key, transferId: posted.transferId },
    ...{
      state: isByGateway ? 'created' : 'succeeded',
      nextAskAt: isByGateway ? at : null,
      createdAt: at,
      createdBy: nameOf(work.doer),
    },
  });
  const detail = { paymentId, refundId, amount: formatAmount(amount), method, reason };
  return done({ refundId, isNew: true }, { accountId: account.id, detail });
});

async function refuseRefund(
  work: Work,
  account: LockedAccount,
  payment: StoredPayment,
  { amount, method }: RefundPayment,
): Promise<void> {
  if (payment.isReversed) throw new Refusal('payment_reversed');
  if (amount <= 0n) throw fieldRefusal('invalid_input', 'amount', 'Type an amount above zero.');
  needPayable(amount, account.currency);
  if (amount > payment.unused) {
    const paid = payment.allocated > 0n ? ` ${formatAmount(payment.allocated)} pays invoices; take it off them first.` : '';
    throw fieldRefusal(
      'invalid_input',
      'amount',
      `Only ${formatAmount(payment.unused)} of this payment can be given back.${paid}`,
    );
  }
  if (payment.method === 'voucher') throw fieldRefusal('invalid_input', 'method', 'Money of a voucher is not paid out.');
  if (method === 'gateway' && !(await hasCharge(work.tx, payment.id)))
    throw fieldRefusal('invalid_input', 'method', 'This payment did not come by card; give it back another way.');
  if (payment.ledger === 'prepaid' && (await lockSpendable(work.tx, account.id)) < amount)
    throw fieldRefusal('invalid_input', 'amount', 'The customer has spent this money, or calls in progress hold it.');
}
