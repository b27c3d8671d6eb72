import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import type { Rate } from '../../core/rating/rate.ts';
import { touchBillingPackage } from '../../db/tables/billingPackages.ts';
import { closeRate, findCurrentRate, insertRates, lockCurrentRate } from '../../db/tables/rates.ts';
import { action, done } from '../action.ts';

/** Replaces a rate from now on: the old row is closed and kept, so that past prices stay explainable. Answers the new id. */
export const changeRate = action<{ readonly rateId: Id; readonly rate: Rate }, Id>(
  'rate.change',
  'billing_package.change',
  async (work, { rateId, rate }) => {
    const old = await lockCurrentRate(work.tx, rateId);
    if (!old) throw new Refusal('not_found');
    const namesake = await findCurrentRate(work.tx, old.billingPackageId, rate.prefix);
    if (namesake !== undefined && namesake !== rateId)
      throw fieldRefusal('invalid_input', 'prefix', `The package has a rate for the prefix "${rate.prefix}" already.`);
    await closeRate(work.tx, rateId, formatInstant(work.now));
    const [id] = await insertRates(work.tx, old.billingPackageId, [rate], formatInstant(work.now));
    if (id === undefined) throw new Error('the rate was not stored');
    await touchBillingPackage(work.tx, old.billingPackageId);
    return done(id, { detail: { billingPackageId: old.billingPackageId, replaced: rateId, rateId: id, rate } });
  },
);
