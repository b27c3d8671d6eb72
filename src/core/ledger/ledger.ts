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
} as const;

export type LedgerCode = keyof typeof ledgers;

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
