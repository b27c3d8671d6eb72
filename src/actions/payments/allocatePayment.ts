import type { Id } from '../../core/base/id.ts';
import { formatAmount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { Allocation } from '../../core/payments/allocate.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { findPaymentAccount, lockPayment } from '../../db/tables/payments.ts';
import { action, done } from '../action.ts';
import { allocate } from './settleAccount.ts';

export type AllocatePayment = { readonly paymentId: Id; readonly allocations: readonly Allocation[] };

/** Pays chosen invoices with what is left of a payment. */
export const allocatePayment = action<AllocatePayment, null>('payment.allocate', 'payment.record', async (work, input) => {
  const accountId = await findPaymentAccount(work.tx, input.paymentId);
  if (accountId === undefined || !(await lockAccount(work.tx, accountId))) throw new Refusal('not_found');
  const payment = await lockPayment(work.tx, input.paymentId);
  if (!payment) throw new Refusal('not_found');
  if (payment.isReversed) throw new Refusal('payment_reversed');
  if (payment.ledger !== 'receivable')
    throw new Refusal('in_use', { message: 'This payment went on a Pre-Paid balance; it cannot pay invoices.' });
  await allocate(work, accountId, { paymentId: payment.id }, payment.unused, input.allocations);
  const allocations = input.allocations.map((one) => ({ invoiceId: one.invoiceId, amount: formatAmount(one.amount) }));
  return done(null, { accountId, detail: { paymentId: payment.id, allocations } });
});
