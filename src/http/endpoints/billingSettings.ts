import { changeBillingSettings } from '../../actions/invoicing/changeBillingSettings.ts';
import { percentOf } from '../../core/invoicing/percent.ts';
import { getBillingSettings } from '../../db/reads/getBillingSettings.ts';
import * as contract from '../contract/billingSettings.ts';
import { type Handler, on } from '../door.ts';

export const billingSettingsHandlers: readonly Handler[] = [
  on(contract.getBillingSettings, (_, door) => door.ask(getBillingSettings)),
  on(contract.changeBillingSettings, async ({ body, who }, door) => {
    const { taxes: _, version: __, ...stored } = await door.ask(getBillingSettings);
    const { taxes, version, ...wished } = body;
    const given = Object.fromEntries(Object.entries(wished).filter(([, value]) => value !== undefined));
    // Whoever changed something in between has made another version, which the action refuses.
    await door.act(who, changeBillingSettings, {
      settings: { ...stored, ...given },
      taxes: taxes?.map((tax) => ({ ...tax, percent: percentOf(tax.percent) })),
      version,
    });
    return door.ask(getBillingSettings);
  }),
];
