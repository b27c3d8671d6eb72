import type { AccountSettings } from '../../core/accounts/openAccount.ts';
import { type FieldFault, Refusal } from '../../core/base/refusal.ts';
import { isPackage } from '../../db/tables/billingPackages.ts';
import { isRoute } from '../../db/tables/routes.ts';
import type { Work } from '../action.ts';

/** Refuses a billing package or a route that does not exist, at its field. */
export async function checkChoices(work: Work, settings: Pick<AccountSettings, 'billingPackageId' | 'routeId'>): Promise<void> {
  const faults: FieldFault[] = [];
  if (!(await isPackage(work.tx, settings.billingPackageId)))
    faults.push({ field: 'billingPackageId', message: 'There is no such billing package.' });
  if (!(await isRoute(work.tx, settings.routeId))) faults.push({ field: 'routeId', message: 'There is no such route.' });
  if (faults.length > 0) throw new Refusal('invalid_input', { faults });
}
