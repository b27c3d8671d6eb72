import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import {
  findPackageByName,
  lockBillingPackage,
  type PackageFields,
  updateBillingPackage,
} from '../../db/tables/billingPackages.ts';
import { action, done } from '../action.ts';

export type ChangeBillingPackage = { readonly billingPackageId: Id; readonly fields: PackageFields; readonly version: number };

/** Renames a package or changes how its prices are rounded from the next call on. */
export const changeBillingPackage = action<ChangeBillingPackage, null>(
  'billing_package.change',
  'billing_package.change',
  async (work, { billingPackageId, fields, version }) => {
    const found = await lockBillingPackage(work.tx, billingPackageId);
    if (!found) throw new Refusal('not_found');
    if (found.version !== version) throw new Refusal('stale_version');
    const namesake = await findPackageByName(work.tx, fields.name);
    if (namesake !== undefined && namesake !== billingPackageId)
      throw fieldRefusal('invalid_input', 'name', `There is a billing package "${fields.name}" already.`);
    await updateBillingPackage(work.tx, billingPackageId, fields);
    return done(null, { detail: { billingPackageId, ...fields } });
  },
);
