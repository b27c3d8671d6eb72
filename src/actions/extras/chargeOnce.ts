import { payableNeighbours } from '../../core/base/currency.ts';
import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant, localDate } from '../../core/base/time.ts';
import { extraCharged } from '../../core/ledger/invoicePostings.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { insertExtraCharge } from '../../db/tables/extras.ts';
import { listEntries, type Posted, post } from '../../db/tables/ledger.ts';
import { getTimeZone } from '../../db/tables/settings.ts';
import { action, done, nameOf } from '../action.ts';

export type ChargeOnce = {
  readonly accountId: Id;
  readonly description: string;
  /** Positive: the customer pays; negative: a credit. Not zero. */
  readonly amount: Amount;
  readonly isTaxable: boolean;
  /** Chosen by the caller: sent twice is booked once. */
  readonly key: string;
};

/**
 * Charges something once, or gives a credit: at once on the balance of a Pre-Paid account (also below zero, on purpose), on the next
 * invoice of another. The same key for another account or amount is refused.
 */
export const chargeOnce = action<ChargeOnce, Posted>('extra.charge_once', 'money.adjust', async (work, input) => {
  const { accountId, description, amount, isTaxable, key } = input;
  const account = await lockAccount(work.tx, accountId);
  if (!account) throw new Refusal('not_found');
  if (payableNeighbours((amount < 0n ? -amount : amount) as Amount, account.currency))
    throw fieldRefusal('invalid_input', 'amount', `${account.currency} has no coins as small as that.`);
  const now = formatInstant(work.now);
  const head = { kind: 'extra' as const, key: `once:${key}`, occurredAt: now, description, actorName: nameOf(work.doer) };
  const posted = await post(work.tx, head, extraCharged({ accountId, paymentType: account.paymentType }, amount));
  if (!posted.isNew) {
    const known = (await listEntries(work.tx, posted.transferId)).find((entry) => entry.accountId !== null);
    if (known?.accountId !== accountId || known.amount !== amount) throw new Refusal('key_reused');
    return done(posted, null);
  }
  const today = localDate(work.now, await getTimeZone(work.tx));
  const { transferId } = posted;
  const row = { accountId, extraId: null, kind: 'one_time' as const, from: today, to: today, amount, description, isTaxable };
  await insertExtraCharge(work.tx, { ...row, dueAt: work.now, transferId }, now);
  return done(posted, { accountId, detail: { amount: formatAmount(amount), description, isTaxable, key, transferId } });
});
