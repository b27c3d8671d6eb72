import { payableNeighbours } from '../../core/base/currency.ts';
import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { paymentLedger, type TransferKind } from '../../core/ledger/ledger.ts';
import type { Allocation } from '../../core/payments/allocate.ts';
import { type PaymentMethod, paymentMethods, paymentReceived } from '../../core/payments/payment.ts';
import type { LockedAccount } from '../../db/tables/accounts.ts';
import { post } from '../../db/tables/ledger.ts';
import { findPaymentByKey, findPaymentByReference, insertPayment, lockReference } from '../../db/tables/payments.ts';
import { nameOf, type Work } from '../action.ts';
import { allocate, settleAccount } from './settleAccount.ts';

export type WishedPayment = {
  readonly method: PaymentMethod;
  readonly amount: Amount;
  /** The day on which the money came, in the operator's zone. */
  readonly receivedOn: string;
  readonly reference: string;
  readonly note: string;
  /** Chosen by the caller: the same payment sent twice is booked once. */
  readonly key: string;
  /** What it pays; left out: whatever is open, oldest due first. */
  readonly allocations?: readonly Allocation[] | undefined;
};
export type BookedPayment = { readonly paymentId: Id; readonly transferId: Id; readonly isNew: boolean };

const kinds: Partial<Record<PaymentMethod, TransferKind>> = { other: 'top_up', voucher: 'voucher' };

/**
 * Books money received from a locked account's customer, once for each key, inside the transaction of whoever calls: the ledger,
 * the payment, and what it pays. What is left over stays as credit.
 */
export async function bookPayment(work: Work, account: LockedAccount, wished: WishedPayment): Promise<BookedPayment> {
  const { method, amount, reference, key, note } = wished;
  const known = await findPaymentByKey(work.tx, key);
  if (known) {
    const isSame = known.accountId === account.id && known.method === method && known.amount === amount;
    if (!isSame) throw new Refusal('key_reused');
    return { paymentId: known.id, transferId: known.transferId, isNew: false };
  }
  await refuseKnownReference(work, method, reference);
  const at = formatInstant(work.now);
  const description = note || [paymentMethods[method].title, reference].filter((part) => part !== '').join(' ');
  const head = { kind: kinds[method] ?? ('payment' as const), key, occurredAt: at, description, actorName: nameOf(work.doer) };
  const payer = { accountId: account.id, paymentType: account.paymentType };
  const posted = await post(work.tx, head, paymentReceived(payer, method, amount));
  if (!posted.isNew) throw new Refusal('key_reused');
  const paymentId = await insertPayment(work.tx, {
    ...{ accountId: account.id, method, amount, currency: account.currency, receivedOn: wished.receivedOn, reference, note, key },
    ...{ ledger: paymentLedger(account.paymentType), transferId: posted.transferId, createdAt: at, createdBy: nameOf(work.doer) },
  });
  if (wished.allocations) await allocate(work, account.id, { paymentId }, amount, wished.allocations);
  else await settleAccount(work, account.id);
  return { paymentId, transferId: posted.transferId, isNew: true };
}

/** Refuses an amount that nobody can pay with coins or a transfer of this currency. */
export function needPayable(amount: Amount, currency: string, field = 'amount'): void {
  const neighbours = payableNeighbours(amount, currency);
  if (!neighbours) return;
  const suggestion = formatAmount(neighbours.below > 0n ? neighbours.below : neighbours.above);
  throw fieldRefusal('invalid_input', field, `${currency} cannot pay ${formatAmount(amount)} exactly.`, suggestion);
}

async function refuseKnownReference(work: Work, method: PaymentMethod, reference: string): Promise<void> {
  if (reference === '') return;
  await lockReference(work.tx, method, reference);
  const first = await findPaymentByReference(work.tx, method, reference);
  if (first)
    throw new Refusal('reference_used', {
      message: `${paymentMethods[method].title} "${reference}" was booked before, as payment ${first.id}.`,
    });
}
