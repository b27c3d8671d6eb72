import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { touchBillingPackage } from '../../db/tables/billingPackages.ts';
import { endBundle as end, lockBundle } from '../../db/tables/bundles.ts';
import { action, done } from '../action.ts';

/** Ends included minutes from the next call on; calls in progress keep what was set aside for them. */
export const endBundle = action<{ readonly bundleId: Id }, null>(
  'bundle.end',
  'billing_package.change',
  async (work, { bundleId }) => {
    const found = await lockBundle(work.tx, bundleId);
    if (!found) throw new Refusal('not_found');
    await end(work.tx, bundleId, formatInstant(work.now));
    if (found.billingPackageId !== null) await touchBillingPackage(work.tx, found.billingPackageId);
    return done(null, { ...(found.accountId !== null && { accountId: found.accountId }), detail: { bundleId, ...found } });
  },
);
