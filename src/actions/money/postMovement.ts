import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import type { Posting } from '../../core/ledger/ledger.ts';
import type { Payer } from '../../core/ledger/postings.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { listEntries, type Posted, post } from '../../db/tables/ledger.ts';
import { type Done, done, nameOf, type Work } from '../action.ts';

export type Movement = {
  readonly accountId: Id;
  readonly amount: Amount;
  readonly reason: string;
  /** Chosen by the caller: the same movement sent twice is booked once. */
  readonly key: string;
};

/** Books a movement by staff. The same key for another account or amount is refused. */
export async function postMovement(
  work: Work,
  kind: 'adjustment',
  movement: Movement,
  template: (payer: Payer, amount: Amount) => Posting,
): Promise<Done<Posted>> {
  const { accountId, amount, reason, key } = movement;
  const account = await lockAccount(work.tx, accountId);
  if (!account) throw new Refusal('not_found');
  const entries = template({ accountId, paymentType: account.paymentType }, amount);
  const head = { kind, key, occurredAt: formatInstant(work.now), description: reason, actorName: nameOf(work.doer) };
  const posted = await post(work.tx, head, entries);
  if (!posted.isNew && !(await isSame(work, posted.transferId, accountId, amount))) throw new Refusal('key_reused');
  return done(
    posted,
    posted.isNew ? { accountId, detail: { amount: formatAmount(amount), reason, key, transferId: posted.transferId } } : null,
  );
}

/** The ledger may differ (the payment type may have changed since); account and amount may not. */
async function isSame(work: Work, transferId: Id, accountId: Id, amount: Amount): Promise<boolean> {
  const customer = (await listEntries(work.tx, transferId)).filter((entry) => entry.accountId !== null);
  return customer.length === 1 && customer[0]?.accountId === accountId && customer[0].amount === -amount;
}
