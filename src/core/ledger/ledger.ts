import type { PaymentType } from '../accounts/account.ts';
import type { Id } from '../base/id.ts';
import type { Amount } from '../base/money.ts';

/**
 * The chart of accounts, the same as table `ledger`. `customer` ledgers exist once per account, the others once.
 * Debit is positive: a customer who owes us stands positive, prepaid money that we owe the customer negative.
 */
export const ledgers = {
  prepaid: 'customer',
  unbilled: 'customer',
  receivable: 'customer',
  call_revenue: 'own',
  bank: 'own',
  adjustment: 'own',
  overrun_loss: 'own',
  extra_revenue: 'own',
  tax: 'own',
  rounding: 'own',
  gateway: 'own',
  voucher: 'own',
  write_off: 'own',
  provider_cost: 'own',
  provider_payable: 'own',
} as const;

export type LedgerCode = keyof typeof ledgers;

/** The events that move money, the same as table `transfer_kind`: the words of a statement. */
export const transferKinds = {
  call: 'Call',
  call_correction: 'Correction of a call',
  call_rerate: 'Call priced again',
  top_up: 'Top-up',
  adjustment: 'Adjustment',
  extra: 'Extra',
  invoice: 'Invoice',
  credit_note: 'Credit note',
  payment: 'Payment',
  payment_reversed: 'Payment reversed',
  refund: 'Refund',
  voucher: 'Voucher redeemed',
  write_off: 'Written off',
} as const;

export type TransferKind = keyof typeof transferKinds;

/** One signed amount on one ledger account, debit positive. `accountId` stands on customer ledgers and nowhere else. */
export type Entry = { readonly ledger: LedgerCode; readonly accountId: Id | null; readonly amount: Amount };

/** What a business event becomes: two or more entries that sum to zero, or none when no money moved. */
export type Posting = readonly Entry[];

/** The ledger on which calls and adjustments of an account stand until an invoice takes them over. */
export function callLedger(paymentType: PaymentType): LedgerCode {
  return paymentType === 'pre_paid' ? 'prepaid' : 'unbilled';
}

/** The ledger that money received from a customer reduces. */
export function paymentLedger(paymentType: PaymentType): LedgerCode {
  return paymentType === 'pre_paid' ? 'prepaid' : 'receivable';
}

/** Leaves out entries of nothing and makes sure of the rest: the database asserts the same at commit (check_transfer_balances). */
export function posting(...entries: readonly Entry[]): Posting {
  const moving = entries.filter((entry) => entry.amount !== 0n);
  const sum = moving.reduce((total, entry) => total + entry.amount, 0n);
  if (sum !== 0n) throw new RangeError(`a posting sums to zero, not to ${sum}`);
  const stray = moving.find((entry) => (ledgers[entry.ledger] === 'customer') !== (entry.accountId !== null));
  if (stray) throw new RangeError(`ledger ${stray.ledger} and account ${stray.accountId} do not go together`);
  return moving;
}
