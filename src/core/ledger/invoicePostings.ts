import type { Id } from '../base/id.ts';
import { type Amount, negate } from '../base/money.ts';
import { callLedger, type Posting, posting } from './ledger.ts';
import type { Payer } from './postings.ts';

const own = (ledger: 'call_revenue' | 'extra_revenue' | 'adjustment' | 'tax' | 'rounding', amount: bigint) => ({
  ledger,
  accountId: null,
  amount: amount as Amount,
});

/** An extra that fell due (positive) or was given back (negative). Not zero. */
export function extraCharged(payer: Payer, amount: Amount): Posting {
  if (amount === 0n) throw new RangeError('an extra that costs nothing is not booked');
  return posting(own('extra_revenue', negate(amount)), {
    ledger: callLedger(payer.paymentType),
    accountId: payer.accountId,
    amount,
  });
}

/** What an invoice moves, in 10^-8. */
export type InvoiceMoney = {
  readonly accountId: Id;
  /** What its lines stand for on ledger `unbilled`. */
  readonly exact: bigint;
  /** What the customer owes for it. */
  readonly total: bigint;
  readonly taxTotal: bigint;
  /** Tax that prices contained, and that stood as revenue until now. */
  readonly includedInCalls: bigint;
  readonly includedInExtras: bigint;
};

/**
 * An invoice is issued (charging.md, postings table): what was unbilled is owed now, with the taxes; what rounding to the currency made of
 * it stands on ledger `rounding`, so that the receivable is the printed total. The database function invoice_issue books the same.
 */
export function invoiceIssued(money: InvoiceMoney): Posting {
  const { accountId, exact, total, taxTotal, includedInCalls, includedInExtras } = money;
  const addedTax = taxTotal - includedInCalls - includedInExtras;
  return posting(
    { ledger: 'receivable', accountId, amount: total as Amount },
    { ledger: 'unbilled', accountId, amount: -exact as Amount },
    own('call_revenue', includedInCalls),
    own('extra_revenue', includedInExtras),
    own('tax', -taxTotal),
    own('rounding', exact + addedTax - total),
  );
}

/** What a credit note takes back, in 10^-8, by where it came from; `calls`, `extras` and `adjustments` with the tax that they contain. */
export type CreditMoney = {
  readonly accountId: Id;
  readonly calls: bigint;
  readonly extras: bigint;
  readonly adjustments: bigint;
  readonly total: bigint;
  readonly taxTotal: bigint;
  readonly includedInCalls: bigint;
  readonly includedInExtras: bigint;
};

/** Lines of an invoice are taken back: the customer owes less, revenue and tax are less. */
export function invoiceCredited(money: CreditMoney): Posting {
  return posting(
    { ledger: 'receivable', accountId: money.accountId, amount: -money.total as Amount },
    own('call_revenue', money.calls - money.includedInCalls),
    own('extra_revenue', money.extras - money.includedInExtras),
    own('adjustment', money.adjustments),
    own('tax', money.taxTotal),
  );
}
