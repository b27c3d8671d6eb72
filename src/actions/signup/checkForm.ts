import { formFaults, type SignupForm } from '../../core/accounts/signupForm.ts';
import { type FieldFault, Refusal } from '../../core/base/refusal.ts';
import { findSellPackageName } from '../../db/tables/billingPackages.ts';
import { isRoute } from '../../db/tables/routes.ts';
import { lockSettings } from '../../db/tables/settings.ts';
import type { Work } from '../action.ts';

/** Refuses a form that contradicts itself, or that names a package or route that is not there. */
export async function checkForm(work: Work, form: SignupForm): Promise<void> {
  const { defaultPaymentType } = await lockSettings(work.tx);
  const faults: FieldFault[] = [...formFaults(form, form.paymentType ?? defaultPaymentType)];
  if (form.billingPackageId !== null && (await findSellPackageName(work.tx, form.billingPackageId)) === undefined)
    faults.push({ field: 'billingPackageId', message: 'There is no such billing package.' });
  if (form.routeId !== null && !(await isRoute(work.tx, form.routeId)))
    faults.push({ field: 'routeId', message: 'There is no such route.' });
  if (faults.length > 0) throw new Refusal('invalid_input', { faults });
}
