import type { Id } from '../../core/base/id.ts';
import { formatAmount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { findAllocation, releaseAllocation as release } from '../../db/tables/allocations.ts';
import { action, done } from '../action.ts';
import { stampOf } from './settleAccount.ts';

export type ReleaseAllocation = { readonly allocationId: Id; readonly reason: string };

/** Takes a payment off an invoice, which is open again; the money stays as the customer's credit. A second time changes nothing. */
export const releaseAllocation = action<ReleaseAllocation, null>('payment.release', 'payment.record', async (work, input) => {
  const seen = await findAllocation(work.tx, input.allocationId);
  if (!seen || !(await lockAccount(work.tx, seen.accountId))) throw new Refusal('not_found');
  const allocation = await findAllocation(work.tx, input.allocationId);
  if (!allocation || allocation.isReleased) return done(null, null);
  await release(work.tx, allocation.id, input.reason, stampOf(work));
  const { accountId, paymentId, invoiceNumber } = allocation;
  const detail = { paymentId, invoice: invoiceNumber, amount: formatAmount(allocation.amount), reason: input.reason };
  return done(null, { accountId, detail });
});
