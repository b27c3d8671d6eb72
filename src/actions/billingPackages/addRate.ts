import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { type Instant, instant } from '../../core/base/time.ts';
import type { Rate } from '../../core/rating/rate.ts';
import { lockBillingPackage, touchBillingPackage } from '../../db/tables/billingPackages.ts';
import { insertVersion } from '../../db/tables/rates.ts';
import { action, done } from '../action.ts';
import { freeSpan } from './rateSpan.ts';

export type AddRate = {
  readonly billingPackageId: Id;
  readonly rate: Rate;
  /** When it begins; left out or past = now. */
  readonly from?: Instant | undefined;
};

/** Adds a rate from now or a later instant on; at any instant a package has one per prefix. */
export const addRate = action<AddRate, Id>(
  'rate.add',
  'billing_package.change',
  async (work, { billingPackageId, rate, from }) => {
    if (!(await lockBillingPackage(work.tx, billingPackageId))) throw new Refusal('not_found');
    const begins = instant(Math.max(from ?? work.now, work.now));
    const span = await freeSpan(work.tx, billingPackageId, rate.prefix, begins);
    const id = await insertVersion(work.tx, billingPackageId, rate, span);
    await touchBillingPackage(work.tx, billingPackageId);
    return done(id, { detail: { billingPackageId, rateId: id, rate, from: span.from, to: span.to } });
  },
);
