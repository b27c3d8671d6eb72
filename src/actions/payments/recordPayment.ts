import type { Id } from '../../core/base/id.ts';
import { formatAmount } from '../../core/base/money.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { localDate } from '../../core/base/time.ts';
import type { HandMethod } from '../../core/payments/payment.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { findTimeZone } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';
import { type BookedPayment, bookPayment, needPayable, type WishedPayment } from './bookPayment.ts';
import { mailReceipt } from './mailReceipt.ts';

export type RecordPayment = Omit<WishedPayment, 'method'> & {
  readonly accountId: Id;
  readonly method: HandMethod;
  /** Sends the customer a receipt by e-mail. */
  readonly sendsReceipt: boolean;
};

/** Money that staff received: cash, a bank transfer, a cheque. */
export const recordPayment = action<RecordPayment, BookedPayment>('payment.record', 'payment.record', async (work, input) => {
  const { accountId, sendsReceipt, ...wished } = input;
  const account = await lockAccount(work.tx, accountId);
  if (!account) throw new Refusal('not_found');
  if (wished.amount <= 0n) throw fieldRefusal('invalid_input', 'amount', 'Type an amount above zero.');
  needPayable(wished.amount, account.currency);
  if (wished.receivedOn > localDate(work.now, await findTimeZone(work.tx)))
    throw fieldRefusal('invalid_input', 'receivedOn', 'Money that has not come yet cannot be booked.');
  if (wished.allocations && wished.allocations.length > 0 && account.paymentType === 'pre_paid')
    throw fieldRefusal(
      'invalid_input',
      'allocations',
      'A Pre-Paid account has no invoices to pay: the money goes on its balance.',
    );
  const booked = await bookPayment(work, account, wished);
  if (!booked.isNew) return done(booked, null);
  if (sendsReceipt) await mailReceipt(work, accountId, { ...wished, paymentId: booked.paymentId });
  const { method, reference, note } = wished;
  return done(booked, {
    accountId,
    detail: {
      paymentId: booked.paymentId,
      amount: formatAmount(wished.amount),
      method,
      reference,
      note,
      transferId: booked.transferId,
    },
  });
});
