import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import type { Rate } from '../../core/rating/rate.ts';
import { lockBillingPackage, touchBillingPackage } from '../../db/tables/billingPackages.ts';
import { findCurrentRate, insertRates } from '../../db/tables/rates.ts';
import { action, done } from '../action.ts';

/** Adds a rate from now on; a package has one per prefix. */
export const addRate = action<{ readonly billingPackageId: Id; readonly rate: Rate }, Id>(
  'rate.add',
  'billing_package.change',
  async (work, { billingPackageId, rate }) => {
    if (!(await lockBillingPackage(work.tx, billingPackageId))) throw new Refusal('not_found');
    if ((await findCurrentRate(work.tx, billingPackageId, rate.prefix)) !== undefined)
      throw fieldRefusal('invalid_input', 'prefix', `The package has a rate for the prefix "${rate.prefix}" already.`);
    const [id] = await insertRates(work.tx, billingPackageId, [rate], formatInstant(work.now));
    if (id === undefined) throw new Error('the rate was not stored');
    await touchBillingPackage(work.tx, billingPackageId);
    return done(id, { detail: { billingPackageId, rateId: id, rate } });
  },
);
