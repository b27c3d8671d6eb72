import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockBillingPackage, touchBillingPackage } from '../../db/tables/billingPackages.ts';
import { type BundleFields, type BundleOwner, insertBundle, lockOwnPrices } from '../../db/tables/bundles.ts';
import { action, done } from '../action.ts';

export type AddBundle = { readonly owner: BundleOwner; readonly bundle: BundleFields };

/** Gives everybody on a package, or one account, included minutes from a day on. */
export const addBundle = action<AddBundle, Id>('bundle.add', 'billing_package.change', async (work, { owner, bundle }) => {
  const known =
    'accountId' in owner
      ? await lockOwnPrices(work.tx, owner.accountId)
      : await lockBillingPackage(work.tx, owner.billingPackageId);
  if (!known) throw new Refusal('not_found');
  const id = await insertBundle(work.tx, owner, bundle, formatInstant(work.now));
  if ('billingPackageId' in owner) await touchBillingPackage(work.tx, owner.billingPackageId);
  return done(id, { ...('accountId' in owner && { accountId: owner.accountId }), detail: { bundleId: id, ...owner, ...bundle } });
});
