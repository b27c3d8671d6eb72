import { type Amount, negate } from '../base/money.ts';
import { callLedger, type Entry, type LedgerCode, type Posting, paymentLedger, posting } from '../ledger/ledger.ts';
import type { Payer } from '../ledger/postings.ts';

/** The ways in which money comes in, and the ledger on which it stands until it is used or paid out. */
export const paymentMethods = {
  cash: { title: 'Cash', ledger: 'bank' },
  bank: { title: 'Bank transfer', ledger: 'bank' },
  cheque: { title: 'Cheque', ledger: 'bank' },
  card: { title: 'Card', ledger: 'gateway' },
  voucher: { title: 'Voucher', ledger: 'voucher' },
  other: { title: 'Top-up', ledger: 'bank' },
} as const satisfies Record<string, { readonly title: string; readonly ledger: LedgerCode }>;

export type PaymentMethod = keyof typeof paymentMethods;

/** What staff write down by hand. Cards and vouchers come by their own doors. */
export const handMethods = ['cash', 'bank', 'cheque'] as const;
export type HandMethod = (typeof handMethods)[number];

/** Money received. `amount` above zero. A Pre-Paid customer has it to spend, a Post-Paid one owes less. */
export function paymentReceived(payer: Payer, method: PaymentMethod, amount: Amount): Posting {
  if (amount <= 0n) throw new RangeError('a payment is above zero');
  return posting(own(paymentMethods[method].ledger, amount), of(payer, negate(amount)));
}

/** A payment that was none (a bounced cheque, a mistake): the mirror of the payment. `ledger`: where the customer's side stood. */
export function paymentReversed(
  payer: Payer,
  method: PaymentMethod,
  amount: Amount,
  ledger: LedgerCode = paymentLedger(payer.paymentType),
): Posting {
  if (amount <= 0n) throw new RangeError('a reversed payment was above zero');
  return posting({ ledger, accountId: payer.accountId, amount }, own(paymentMethods[method].ledger, negate(amount)));
}

/** Money given back to the customer, by hand (`bank`) or by the gateway that it came through. `amount` above zero. */
export function moneyGivenBack(payer: Payer, by: 'bank' | 'gateway', amount: Amount): Posting {
  if (amount <= 0n) throw new RangeError('a refund is above zero');
  return posting(of(payer, amount), own(by, negate(amount)));
}

/** A fee for a reminder: stands beside the calls until the next invoice takes it. `amount` above zero. */
export function feeCharged({ accountId, paymentType }: Payer, amount: Amount): Posting {
  if (amount <= 0n) throw new RangeError('a fee is above zero');
  return posting(own('extra_revenue', negate(amount)), { ledger: callLedger(paymentType), accountId, amount });
}

const own = (ledger: LedgerCode, amount: Amount): Entry => ({ ledger, accountId: null, amount });
const of = (payer: Payer, amount: Amount): Entry => ({
  ledger: paymentLedger(payer.paymentType),
  accountId: payer.accountId,
  amount,
});
