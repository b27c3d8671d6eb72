import type { InvoiceRounding } from '../../core/invoicing/addUp.ts';
import { formatPercent } from '../../core/invoicing/percent.ts';
import type { TaxScope } from '../../core/invoicing/tax.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

type SettingRow = {
  periodFromDay: number;
  billingDay: number;
  isScheduled: boolean;
  runHour: number;
  termsDays: number;
  invoiceNumberFormat: string;
  creditNumberFormat: string;
  rounding: InvoiceRounding;
  needsAddress: boolean;
  extrasMayOverdraw: boolean;
  extrasSuspend: boolean;
  sellerName: string;
  sellerAddress1: string;
  sellerAddress2: string;
  sellerCity: string;
  sellerState: string;
  sellerPostcode: string;
  sellerTaxId: string;
  sellerRegistration: string;
  sellerEmail: string;
  sellerPhone: string;
  paymentInstructions: string;
  invoiceNote: string;
  version: number;
};
type TaxRow = {
  name: string;
  percent: bigint;
  isInclusive: boolean;
  appliesTo: TaxScope;
  countries: string[];
  hasReverseCharge: boolean;
};

/** How invoices are made, with the taxes. */
export async function getBillingSettings(tx: Tx) {
  const found = await row<SettingRow>(
    tx,
    sql`select period_from_day as "periodFromDay", billing_day as "billingDay", is_scheduled as "isScheduled", run_hour as "runHour",
               terms_days as "termsDays", invoice_number_format as "invoiceNumberFormat", credit_number_format as "creditNumberFormat",
               rounding, needs_address as "needsAddress", extras_may_overdraw as "extrasMayOverdraw", extras_suspend as "extrasSuspend",
               seller_name as "sellerName", seller_address_1 as "sellerAddress1", seller_address_2 as "sellerAddress2",
               seller_city as "sellerCity", seller_state as "sellerState", seller_postcode as "sellerPostcode",
               seller_tax_id as "sellerTaxId", seller_registration as "sellerRegistration", seller_email as "sellerEmail",
               seller_phone as "sellerPhone", payment_instructions as "paymentInstructions", invoice_note as "invoiceNote", version
          from billing_setting`,
  );
  if (!found) throw new Error('the row of billing settings is missing');
  const taxes = await rows<TaxRow>(
    tx,
    sql`select name, percent, is_inclusive as "isInclusive", applies_to as "appliesTo", countries,
               has_reverse_charge as "hasReverseCharge"
          from tax
         order by position`,
  );
  return { ...found, taxes: taxes.map((tax) => ({ ...tax, percent: formatPercent(tax.percent) })) };
}
