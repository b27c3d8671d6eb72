import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { touchBillingPackage } from '../../db/tables/billingPackages.ts';
import { closeRate as close, lockCurrentRate } from '../../db/tables/rates.ts';
import { action, done } from '../action.ts';

/** Ends a rate from now on. */
export const closeRate = action<{ readonly rateId: Id }, null>(
  'rate.close',
  'billing_package.change',
  async (work, { rateId }) => {
    const found = await lockCurrentRate(work.tx, rateId);
    if (!found) throw new Refusal('not_found');
    await close(work.tx, rateId, formatInstant(work.now));
    await touchBillingPackage(work.tx, found.billingPackageId);
    return done(null, { detail: { billingPackageId: found.billingPackageId, rateId, prefix: found.prefix } });
  },
);
