import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { saveBatchCancelled } from '../../db/tables/vouchers.ts';
import { action, done, nameOf } from '../action.ts';

/** Vouchers of this batch that were not redeemed are worth nothing from now on (a stolen box). What was redeemed stays. */
export const cancelVoucherBatch = action<{ readonly batchId: Id; readonly reason: string }, null>(
  'voucher.cancel_batch',
  'voucher.change',
  async (work, { batchId, reason }) => {
    const found = await saveBatchCancelled(work.tx, batchId, formatInstant(work.now), nameOf(work.doer));
    if (!found) throw new Refusal('not_found');
    return done(null, found.isNew ? { detail: { batchId, name: found.name, reason } } : null);
  },
);
