import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant, type Instant, instant } from '../../core/base/time.ts';
import type { Rate } from '../../core/rating/rate.ts';
import { lockBillingPackage, touchBillingPackage } from '../../db/tables/billingPackages.ts';
import { closeRate, insertVersion, lockVersion } from '../../db/tables/rates.ts';
import { action, done } from '../action.ts';
import { freeSpan } from './rateSpan.ts';

export type ChangeRate = {
  readonly rateId: Id;
  readonly rate: Rate;
  /** When the change begins; left out or past = now. A rate that has not begun yet keeps its beginning. */
  readonly from?: Instant | undefined;
};

/**
 * Replaces a rate from now or a later instant on: the old row is closed and kept, so that past prices stay explainable. The
 * new one ends when the old one would have. Answers the new id.
 */
export const changeRate = action<ChangeRate, Id>(
  'rate.change',
  'billing_package.change',
  async (work, { rateId, rate, from }) => {
    const old = await lockVersion(work.tx, rateId, formatInstant(work.now));
    if (!old || !(await lockBillingPackage(work.tx, old.billingPackageId))) throw new Refusal('not_found');
    const hasBegun = old.validFrom <= work.now;
    const begins = hasBegun ? instant(Math.max(from ?? work.now, work.now)) : old.validFrom;
    if (old.validTo !== null && begins >= old.validTo)
      throw fieldRefusal('invalid_input', 'from', `This rate ends at ${formatInstant(old.validTo)}; then another one holds.`);
    const free = await freeSpan(work.tx, old.billingPackageId, rate.prefix, begins, rateId);
    const to = earlier(free.to, old.validTo ?? undefined);
    await closeRate(work.tx, rateId, formatInstant(begins));
    const id = await insertVersion(work.tx, old.billingPackageId, rate, { from: begins, to });
    await touchBillingPackage(work.tx, old.billingPackageId);
    const detail = { billingPackageId: old.billingPackageId, replaced: rateId, rateId: id, rate, from: begins, to };
    return done(id, { detail });
  },
);

function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return instant(Math.min(a, b));
}
