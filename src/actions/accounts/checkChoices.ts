import type { AccountFields } from '../../core/accounts/accountChanges.ts';
import type { AccountSettings } from '../../core/accounts/openAccount.ts';
import { type FieldFault, Refusal } from '../../core/base/refusal.ts';
import { findSellPackageName } from '../../db/tables/billingPackages.ts';
import { findRouteName } from '../../db/tables/routes.ts';
import type { Work } from '../action.ts';

/** The names of the chosen billing package and route; refuses at its field what does not exist. */
export async function checkChoices(
  work: Work,
  settings: Pick<AccountSettings, 'billingPackageId' | 'routeId'>,
): Promise<Pick<AccountFields, 'billingPackageName' | 'routeName'>> {
  const billingPackageName = await findSellPackageName(work.tx, settings.billingPackageId);
  const routeName = await findRouteName(work.tx, settings.routeId);
  const faults: FieldFault[] = [];
  if (billingPackageName === undefined) faults.push({ field: 'billingPackageId', message: 'There is no such billing package.' });
  if (routeName === undefined) faults.push({ field: 'routeId', message: 'There is no such route.' });
  if (billingPackageName === undefined || routeName === undefined) throw new Refusal('invalid_input', { faults });
  return { billingPackageName, routeName };
}
