import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { type Allocation, allocationFaults, type OpenInvoice, oldestFirst } from '../../core/payments/allocate.ts';
import { insertAllocation, lockOpenCredits, lockOpenInvoices, type MoneySource } from '../../db/tables/allocations.ts';
import { listUnusedPayments } from '../../db/tables/payments.ts';
import { nameOf, type Work } from '../action.ts';
import { liftIfPaid } from '../dunning/liftIfPaid.ts';

/**
 * Pays what a locked account owes, oldest due first, with its credit notes and then its payments, as far as they reach; and lifts
 * what dunning did, once that is paid. Inside the transaction of whoever calls.
 */
export async function settleAccount(work: Work, accountId: Id): Promise<void> {
  let open = await lockOpenInvoices(work.tx, accountId);
  if (open.length > 0) {
    const credits = await lockOpenCredits(work.tx, accountId);
    for (const { creditId, open: left } of credits) open = await spend(work, accountId, { creditId }, left, open);
    for (const { id, unused } of await listUnusedPayments(work.tx, accountId))
      open = await spend(work, accountId, { paymentId: id }, unused, open);
  }
  await liftIfPaid(work, accountId);
}

/** Pays chosen invoices out of one source; refused at the field that is wrong. `unused` is what is left of it. */
export async function allocate(
  work: Work,
  accountId: Id,
  source: MoneySource,
  unused: Amount,
  wished: readonly Allocation[],
): Promise<void> {
  const open = await lockOpenInvoices(work.tx, accountId);
  const faults = allocationFaults(wished, unused, open);
  if (faults.length > 0) throw new Refusal('invalid_input', { faults });
  for (const part of wished) await insertAllocation(work.tx, accountId, source, part, stampOf(work));
  await liftIfPaid(work, accountId);
}

export const stampOf = (work: Work) => ({ at: formatInstant(work.now), by: nameOf(work.doer) });

async function spend(
  work: Work,
  accountId: Id,
  source: MoneySource,
  money: Amount,
  open: readonly OpenInvoice[],
): Promise<readonly OpenInvoice[]> {
  const parts = oldestFirst(money, open);
  for (const part of parts) await insertAllocation(work.tx, accountId, source, part, stampOf(work));
  const paid = new Map(parts.map((one) => [one.invoiceId, one.amount]));
  return open.flatMap((one) => {
    const left = (one.open - (paid.get(one.invoiceId) ?? 0n)) as Amount;
    return left > 0n ? [{ ...one, open: left }] : [];
  });
}
