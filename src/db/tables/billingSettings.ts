import type { BillingSettings } from '../../core/invoicing/billingSettings.ts';
import type { Tax } from '../../core/invoicing/tax.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type StoredBillingSettings = {
  readonly settings: BillingSettings;
  readonly taxes: readonly Tax[];
  readonly version: number;
};

const columns = sql`period_from_day as "periodFromDay", billing_day as "billingDay", is_scheduled as "isScheduled", run_hour as "runHour",
  terms_days as "termsDays", invoice_number_format as "invoiceNumberFormat", credit_number_format as "creditNumberFormat", rounding,
  needs_address as "needsAddress", extras_may_overdraw as "extrasMayOverdraw", extras_suspend as "extrasSuspend",
  seller_name as "sellerName", seller_address_1 as "sellerAddress1", seller_address_2 as "sellerAddress2", seller_city as "sellerCity",
  seller_state as "sellerState", seller_postcode as "sellerPostcode", seller_tax_id as "sellerTaxId",
  seller_registration as "sellerRegistration", seller_email as "sellerEmail", seller_phone as "sellerPhone",
  payment_instructions as "paymentInstructions", invoice_note as "invoiceNote", version`;

/** How the operator invoices, with the taxes in their order. */
export async function getBillingSettings(tx: Tx): Promise<StoredBillingSettings> {
  return withTaxes(tx, await row<SettingRow>(tx, sql`select ${columns} from billing_setting`));
}

/** The same, locked against other changes. */
export async function lockBillingSettings(tx: Tx): Promise<StoredBillingSettings> {
  return withTaxes(tx, await row<SettingRow>(tx, sql`select ${columns} from billing_setting for update`));
}

type SettingRow = BillingSettings & { readonly version: number };

async function withTaxes(tx: Tx, found: SettingRow | undefined): Promise<StoredBillingSettings> {
  if (!found) throw new Error('the row of billing settings is missing');
  const { version, ...settings } = found;
  const taxes = await rows<Tax>(
    tx,
    sql`select name, percent, is_inclusive as "isInclusive", applies_to as "appliesTo", countries,
               has_reverse_charge as "hasReverseCharge"
          from tax
         order by position`,
  );
  return { settings, taxes, version };
}

export async function updateBillingSettings(tx: Tx, s: BillingSettings): Promise<void> {
  await rows(
    tx,
    sql`update billing_setting
           set period_from_day = ${s.periodFromDay}, billing_day = ${s.billingDay}, is_scheduled = ${s.isScheduled},
               run_hour = ${s.runHour}, terms_days = ${s.termsDays}, invoice_number_format = ${s.invoiceNumberFormat},
               credit_number_format = ${s.creditNumberFormat}, rounding = ${s.rounding}, needs_address = ${s.needsAddress},
               extras_may_overdraw = ${s.extrasMayOverdraw}, extras_suspend = ${s.extrasSuspend}, seller_name = ${s.sellerName},
               seller_address_1 = ${s.sellerAddress1}, seller_address_2 = ${s.sellerAddress2}, seller_city = ${s.sellerCity},
               seller_state = ${s.sellerState}, seller_postcode = ${s.sellerPostcode}, seller_tax_id = ${s.sellerTaxId},
               seller_registration = ${s.sellerRegistration}, seller_email = ${s.sellerEmail}, seller_phone = ${s.sellerPhone},
               payment_instructions = ${s.paymentInstructions}, invoice_note = ${s.invoiceNote}`,
  );
}

/** Puts these taxes in the place of those that were there. Issued invoices have their own copy. */
export async function replaceTaxes(tx: Tx, taxes: readonly Tax[]): Promise<void> {
  await rows(tx, sql`delete from tax`);
  for (const [index, tax] of taxes.entries())
    await rows(
      tx,
      sql`insert into tax (position, name, percent, is_inclusive, applies_to, countries, has_reverse_charge)
          values (${index + 1}, ${tax.name}, ${tax.percent}, ${tax.isInclusive}, ${tax.appliesTo}, ${tax.countries},
                  ${tax.hasReverseCharge})`,
    );
}

/** A new version, also when only the taxes were changed. */
export async function touchBillingSettings(tx: Tx): Promise<void> {
  await rows(tx, sql`update billing_setting set version = version + 1`);
}

/** Who issues invoices and in which zone days begin. */
export type Operator = { readonly companyName: string; readonly country: string; readonly timeZone: string };

export async function getOperator(tx: Tx): Promise<Operator> {
  const found = await row<Operator>(tx, sql`select company_name as "companyName", country, time_zone as "timeZone" from setting`);
  if (!found) throw new Error('the setting row is missing');
  return found;
}
