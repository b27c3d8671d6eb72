import type { PaymentType } from '../accounts/account.ts';
import type { Id } from '../base/id.ts';
import { type Amount, negate, zeroAmount } from '../base/money.ts';
import { callLedger, type Entry, type LedgerCode, type Posting, paymentLedger, posting } from './ledger.ts';

/** Whose money moves. */
export type Payer = { readonly accountId: Id; readonly paymentType: PaymentType };

/** Money received from the customer. `amount` above zero. */
export function topUp(payer: Payer, amount: Amount): Posting {
  if (amount <= 0n) throw new RangeError('a top-up is above zero');
  return posting(own('bank', amount), of(payer, paymentLedger(payer.paymentType), negate(amount)));
}

/** A correction by staff: positive in favour of the customer, negative against. Not zero. */
export function adjustment(payer: Payer, amount: Amount): Posting {
  if (amount === 0n) throw new RangeError('an adjustment of nothing is none');
  return posting(own('adjustment', amount), of(payer, callLedger(payer.paymentType), negate(amount)));
}

/**
 * A finished call (charging.md S3, S4): the whole `price` is revenue; the customer pays `charge`, what the money did not cover
 * is our loss; the provider takes `cost`. A price below zero is the customer's money (R13). The database function call_settle writes the same entries in the same order
 * (settle.db.test.ts).
 */
export function callCharged(payer: Payer, price: Amount, charge: Amount, cost: Amount = zeroAmount): Posting {
  const isPossible = price < 0n ? charge === price : charge >= 0n && charge <= price;
  if (!isPossible) throw new RangeError('a charge lies between nothing and the price');
  if (cost < 0n) throw new RangeError('a provider takes nothing or something');
  return posting(
    own('call_revenue', negate(price)),
    of(payer, callLedger(payer.paymentType), charge),
    own('overrun_loss', (price - charge) as Amount),
    own('provider_cost', cost),
    own('provider_payable', negate(cost)),
  );
}

/**
 * A call priced again (charging.md R16): `difference` = new price less old. The customer pays or gets `customer`; the rest is what
 * he does not pay, or had not paid before. The database function call_rerate_post writes the same (rerates.db.test.ts).
 */
export function callRepriced(payer: Payer, difference: Amount, customer: Amount): Posting {
  if (difference === 0n) throw new RangeError('a price that stays needs no correction');
  const isBetween = difference > 0n ? customer >= 0n && customer <= difference : customer <= 0n && customer >= difference;
  if (!isBetween) throw new RangeError('the customer takes part in a correction, not more than all of it');
  return posting(
    own('call_revenue', negate(difference)),
    of(payer, callLedger(payer.paymentType), customer),
    own('overrun_loss', (difference - customer) as Amount),
  );
}

/** The true end of a call that was settled by estimate (charging.md X3): as a new price, and what the provider takes more or less. */
export function callCorrected(payer: Payer, difference: Amount, customer: Amount, cost: Amount = zeroAmount): Posting {
  const priced = difference === 0n ? [] : callRepriced(payer, difference, customer);
  return posting(...priced, own('provider_cost', cost), own('provider_payable', negate(cost)));
}

const own = (ledger: LedgerCode, amount: Amount): Entry => ({ ledger, accountId: null, amount });
const of = (payer: Payer, ledger: LedgerCode, amount: Amount): Entry => ({ ledger, accountId: payer.accountId, amount });
