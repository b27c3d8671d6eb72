import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockBillingPackage, touchBillingPackage } from '../../db/tables/billingPackages.ts';
import { closeRate as close, lockVersion, prolongRate } from '../../db/tables/rates.ts';
import { action, done } from '../action.ts';

/**
 * Ends a rate from now on. A rate that has not begun yet never will; the one before it, which it would have followed, goes on
 * in its place, so that taking back a plan leaves no hole.
 */
export const closeRate = action<{ readonly rateId: Id }, null>(
  'rate.close',
  'billing_package.change',
  async (work, { rateId }) => {
    const found = await lockVersion(work.tx, rateId, formatInstant(work.now));
    if (!found || !(await lockBillingPackage(work.tx, found.billingPackageId))) throw new Refusal('not_found');
    await close(work.tx, rateId, formatInstant(work.now));
    if (found.validFrom > work.now) await prolongRate(work.tx, found);
    await touchBillingPackage(work.tx, found.billingPackageId);
    return done(null, { detail: { billingPackageId: found.billingPackageId, rateId, prefix: found.prefix } });
  },
);
