import { fieldChanges, type PlainValue } from '../../core/base/fieldChange.ts';
import { formatAmount } from '../../core/base/money.ts';
import { type FieldFault, Refusal } from '../../core/base/refusal.ts';
import { saveCurrencyOfAll } from '../../db/tables/accounts.ts';
import { findSellPackageName } from '../../db/tables/billingPackages.ts';
import { isExtraPreset } from '../../db/tables/extraPresets.ts';
import { hasMoneyMoved } from '../../db/tables/ledger.ts';
import { isRoute } from '../../db/tables/routes.ts';
import { lockSettings, type Settings, saveNextNumber, updateSettings } from '../../db/tables/settings.ts';
import { nextFreeNumber } from '../accounts/mintNumber.ts';
import { action, done, type Work } from '../action.ts';

/** Only what is there is changed. */
export type ChangeSettings = { readonly [field in keyof Settings]?: Settings[field] | undefined } & { readonly version: number };

/** Changes settings. Another Base Number moves the counter to the first free number from there; no number is given twice. */
export const changeSettings = action<ChangeSettings, null>('setting.change', 'setting.change', async (work, input) => {
  const { version, ...wished } = input;
  const { nextNumber: _next, setupTokenHash: _hash, isSetUp: _isSetUp, ...locked } = await lockSettings(work.tx);
  const { version: storedVersion, ...stored } = locked;
  if (storedVersion !== version) throw new Refusal('stale_version');
  const given = Object.fromEntries(Object.entries(wished).filter(([, value]) => value !== undefined));
  const settings: Settings = { ...stored, ...given };
  await checkSettings(work, stored, settings);
  await updateSettings(work.tx, settings);
  if (settings.currency !== stored.currency) await saveCurrencyOfAll(work.tx, settings.currency);
  if (settings.baseNumber !== stored.baseNumber) {
    const from = { nextNumber: BigInt(settings.baseNumber), emergencyNumbers: settings.emergencyNumbers };
    await saveNextNumber(work.tx, await nextFreeNumber(work, from));
  }
  return done(null, { detail: { saved: Object.keys(given), changes: fieldChanges(plainOf(stored), plainOf(settings)) } });
});

async function checkSettings(work: Work, stored: Settings, settings: Settings): Promise<void> {
  const faults = [...(await missingChoices(work, settings))];
  if (settings.nationalPrefix !== '' && settings.nationalPrefix === settings.internationalPrefix)
    faults.push({ field: 'internationalPrefix', message: 'The international prefix must differ from the national one.' });
  if (settings.currency !== stored.currency && (await hasMoneyMoved(work.tx)))
    faults.push({
      field: 'currency',
      message: `Money was booked in ${stored.currency} already, so the currency stays. Balances are not converted.`,
    });
  if (faults.length > 0) throw new Refusal('invalid_input', { faults });
}

async function missingChoices(work: Work, settings: Settings): Promise<readonly FieldFault[]> {
  const faults: FieldFault[] = [];
  const packageId = settings.defaultBillingPackageId;
  if (packageId !== null && (await findSellPackageName(work.tx, packageId)) === undefined)
    faults.push({ field: 'defaultBillingPackageId', message: 'There is no such billing package.' });
  for (const field of ['defaultRouteId', 'emergencyRouteId'] as const) {
    const routeId = settings[field];
    if (routeId !== null && !(await isRoute(work.tx, routeId))) faults.push({ field, message: 'There is no such route.' });
  }
  const presetId = settings.defaultExtraPresetId;
  if (presetId !== null && !(await isExtraPreset(work.tx, presetId)))
    faults.push({ field: 'defaultExtraPresetId', message: 'There is no such preset of extras.' });
  return faults;
}

function plainOf(settings: Settings): Readonly<Record<string, PlainValue>> {
  const { defaultDailySpendLimit, defaultHourlySpendLimit, lowBalanceAt, defaultCreditLimit, ...rest } = settings;
  const { emergencyRouteId, defaultBillingPackageId, defaultRouteId, defaultExtraPresetId, ...plain } = rest;
  const text = (id: bigint | null): string | null => (id === null ? null : String(id));
  return {
    ...plain,
    emergencyRouteId: text(emergencyRouteId),
    defaultBillingPackageId: text(defaultBillingPackageId),
    defaultRouteId: text(defaultRouteId),
    defaultExtraPresetId: text(defaultExtraPresetId),
    defaultDailySpendLimit: defaultDailySpendLimit === null ? null : formatAmount(defaultDailySpendLimit),
    defaultHourlySpendLimit: defaultHourlySpendLimit === null ? null : formatAmount(defaultHourlySpendLimit),
    lowBalanceAt: lowBalanceAt.map((limit) => formatAmount(limit)),
    defaultCreditLimit: defaultCreditLimit === null ? null : formatAmount(defaultCreditLimit),
  };
}
