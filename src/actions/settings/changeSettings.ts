import { type FieldFault, Refusal } from '../../core/base/refusal.ts';
import { isPackage } from '../../db/tables/billingPackages.ts';
import { isRoute } from '../../db/tables/routes.ts';
import { lockSettings, type Settings, saveNextNumber, updateSettings } from '../../db/tables/settings.ts';
import { nextFreeNumber } from '../accounts/mintNumber.ts';
import { action, done, type Work } from '../action.ts';

/** Only what is there is changed. */
export type ChangeSettings = { readonly [field in keyof Settings]?: Settings[field] | undefined } & { readonly version: number };

/** Changes settings. Another Base Number moves the counter to the first free number from there; no number is given twice. */
export const changeSettings = action<ChangeSettings, null>('setting.change', 'setting.change', async (work, input) => {
  const { version, ...wished } = input;
  const stored = await lockSettings(work.tx);
  if (stored.version !== version) throw new Refusal('stale_version');
  const given = Object.fromEntries(Object.entries(wished).filter(([, value]) => value !== undefined));
  const settings = { ...stored, ...given };
  await checkSettings(work, settings);
  await updateSettings(work.tx, settings);
  if (settings.baseNumber !== stored.baseNumber) {
    const from = { nextNumber: BigInt(settings.baseNumber), emergencyNumbers: settings.emergencyNumbers };
    await saveNextNumber(work.tx, await nextFreeNumber(work, from));
  }
  return done(null, { detail: given });
});

async function checkSettings(work: Work, settings: Settings): Promise<void> {
  const faults: FieldFault[] = [];
  const packageId = settings.defaultBillingPackageId;
  if (packageId !== null && !(await isPackage(work.tx, packageId)))
    faults.push({ field: 'defaultBillingPackageId', message: 'There is no such billing package.' });
  for (const field of ['defaultRouteId', 'emergencyRouteId'] as const) {
    const routeId = settings[field];
    if (routeId !== null && !(await isRoute(work.tx, routeId))) faults.push({ field, message: 'There is no such route.' });
  }
  if (settings.nationalPrefix !== '' && settings.nationalPrefix === settings.internationalPrefix)
    faults.push({ field: 'internationalPrefix', message: 'The international prefix must differ from the national one.' });
  if (faults.length > 0) throw new Refusal('invalid_input', { faults });
}
