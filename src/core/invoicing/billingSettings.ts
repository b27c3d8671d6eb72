import type { FieldFault } from '../base/refusal.ts';
import type { InvoiceRounding } from './addUp.ts';
import type { BillingCalendar } from './billingPeriod.ts';
import { numberFormatProblem } from './numberFormat.ts';
import type { Tax } from './tax.ts';

/** How the operator invoices. */
export type BillingSettings = BillingCalendar & {
  /** Whether invoices are issued without being asked, on their day. */
  readonly isScheduled: boolean;
  /** From this hour of the day on, in the operator's zone; 0 to 23. */
  readonly runHour: number;
  /** Days from the issue of an invoice to the day on which it is due. */
  readonly termsDays: number;
  readonly invoiceNumberFormat: string;
  readonly creditNumberFormat: string;
  readonly rounding: InvoiceRounding;
  /** Whether an account without an address gets no invoice. */
  readonly needsAddress: boolean;
  /** Pre-Paid: whether an extra is taken from a balance that does not cover it. */
  readonly extrasMayOverdraw: boolean;
  /** Pre-Paid: whether the account is suspended while an extra waits for money. */
  readonly extrasSuspend: boolean;
  /** Empty = the company name of the settings. */
  readonly sellerName: string;
  readonly sellerAddress1: string;
  readonly sellerAddress2: string;
  readonly sellerCity: string;
  readonly sellerState: string;
  readonly sellerPostcode: string;
  readonly sellerTaxId: string;
  readonly sellerRegistration: string;
  readonly sellerEmail: string;
  readonly sellerPhone: string;
  readonly paymentInstructions: string;
  readonly invoiceNote: string;
};

/** Rules between fields that the contract cannot see one by one. */
export function billingFaults(settings: BillingSettings, taxes: readonly Tax[]): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  for (const field of ['invoiceNumberFormat', 'creditNumberFormat'] as const) {
    const message = numberFormatProblem(settings[field]);
    if (message !== undefined) faults.push({ field, message });
  }
  if (settings.invoiceNumberFormat === settings.creditNumberFormat)
    faults.push({
      field: 'creditNumberFormat',
      message: 'Credit notes are numbered apart from invoices: begin with other letters.',
    });
  return [...faults, ...taxFaults(taxes)];
}

function taxFaults(taxes: readonly Tax[]): readonly FieldFault[] {
  return taxes.flatMap((tax, index) => {
    const twin = taxes.findIndex((other) => other.name === tax.name && other.percent === tax.percent);
    return twin < index ? [{ field: `taxes.${index}.name`, message: 'This tax is there already with the same percentage.' }] : [];
  });
}

/** Why an account cannot be invoiced; undefined when it can. */
export function billingProblem(
  customer: { readonly address1: string; readonly city: string; readonly postcode: string },
  settings: Pick<BillingSettings, 'needsAddress'>,
): string | undefined {
  const hasAddress = customer.address1 !== '' && (customer.city !== '' || customer.postcode !== '');
  if (settings.needsAddress && !hasAddress) return 'The customer has no address: type the street and the city or postcode.';
  return undefined;
}
