import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import type { PackageTerms } from '../../core/rating/packageTerms.ts';
import { termsFaults } from '../../core/rating/termsFaults.ts';
import { lockBillingPackage, touchBillingPackage } from '../../db/tables/billingPackages.ts';
import { insertTerms } from '../../db/tables/packageTerms.ts';
import { findTimeZone } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';

export type ChangePackageTerms = {
  readonly billingPackageId: Id;
  /** Without a zone of its own a package follows the operator's. */
  readonly terms: Omit<PackageTerms, 'timeZone'> & { readonly timeZone: string | undefined };
  readonly version: number;
};

/** Gives a package a calendar and customs from now on. The version before stays: calls that were answered under it keep their price. */
export const changePackageTerms = action<ChangePackageTerms, null>(
  'billing_package.terms',
  'billing_package.change',
  async (work, { billingPackageId, terms, version }) => {
    const found = await lockBillingPackage(work.tx, billingPackageId);
    if (!found) throw new Refusal('not_found');
    if (found.version !== version) throw new Refusal('stale_version');
    const faults = termsFaults(terms);
    if (faults.length > 0) throw new Refusal('invalid_input', { faults });
    const timeZone = terms.timeZone ?? (await findTimeZone(work.tx));
    await insertTerms(
      work.tx,
      billingPackageId,
      { ...terms, timeZone },
      {
        followsOperator: terms.timeZone === undefined,
        validFrom: formatInstant(work.now),
      },
    );
    await touchBillingPackage(work.tx, billingPackageId);
    return done(null, { detail: { billingPackageId, ...terms } });
  },
);
