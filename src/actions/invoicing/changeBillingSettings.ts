import { fieldChanges, type PlainValue } from '../../core/base/fieldChange.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { type BillingSettings, billingFaults } from '../../core/invoicing/billingSettings.ts';
import { formatPercent } from '../../core/invoicing/percent.ts';
import type { Tax } from '../../core/invoicing/tax.ts';
import { forgetIssueDays } from '../../db/tables/accountBilling.ts';
import {
  lockBillingSettings,
  replaceTaxes,
  touchBillingSettings,
  updateBillingSettings,
} from '../../db/tables/billingSettings.ts';
import { action, done } from '../action.ts';

export type ChangeBillingSettings = {
  readonly settings: BillingSettings;
  /** Undefined: those that are there. */
  readonly taxes: readonly Tax[] | undefined;
  readonly version: number;
};

/** Changes how invoices are made from now on. Issued ones stay; when each account is invoiced next is worked out anew. */
export const changeBillingSettings = action<ChangeBillingSettings, null>(
  'billing_setting.change',
  'setting.change',
  async (work, { settings, taxes: wished, version }) => {
    const stored = await lockBillingSettings(work.tx);
    if (stored.version !== version) throw new Refusal('stale_version');
    const taxes = wished ?? stored.taxes;
    const faults = billingFaults(settings, taxes);
    if (faults.length > 0) throw new Refusal('invalid_input', { faults });
    const changes = fieldChanges(plainOf(stored.settings, stored.taxes), plainOf(settings, taxes));
    if (changes.length === 0) return done(null, null);
    await updateBillingSettings(work.tx, settings);
    await replaceTaxes(work.tx, taxes);
    await touchBillingSettings(work.tx);
    if (changes.some(({ field }) => field === 'periodFromDay' || field === 'billingDay')) await forgetIssueDays(work.tx);
    return done(null, { detail: { changes } });
  },
);

function plainOf(settings: BillingSettings, taxes: readonly Tax[]): Readonly<Record<string, PlainValue>> {
  return { ...settings, taxes: taxes.map(taxText) };
}

/** A tax on one line, as history keeps it: `GST 10 %, added`. */
function taxText(tax: Tax): string {
  const where = tax.countries.length === 0 ? '' : `, in ${tax.countries.join(' ')}`;
  const on = tax.appliesTo === 'everything' ? '' : `, on ${tax.appliesTo}`;
  const reverse = tax.hasReverseCharge ? ', reverse charge' : '';
  return `${tax.name} ${formatPercent(tax.percent)} %, ${tax.isInclusive ? 'contained' : 'added'}${on}${where}${reverse}`;
}
