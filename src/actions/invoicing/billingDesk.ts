import type { Id } from '../../core/base/id.ts';
import { type LocalDate, localDate } from '../../core/base/time.ts';
import { calendarOf, type DuePeriod, duePeriods, issueDay, periodFrom } from '../../core/invoicing/billingPeriod.ts';
import type { BillingSettings } from '../../core/invoicing/billingSettings.ts';
import type { Issuer } from '../../core/invoicing/drawUp.ts';
import type { BillingRow } from '../../db/tables/accountBilling.ts';
import { getBillingSettings, getOperator } from '../../db/tables/billingSettings.ts';
import type { Work } from '../action.ts';

/** What everything that issues invoices looks at: read once for a batch. */
export type BillingDesk = {
  readonly settings: BillingSettings;
  readonly issuer: Issuer;
  /** The operator's date. */
  readonly today: LocalDate;
  readonly zone: string;
};

export async function openBillingDesk(work: Work): Promise<BillingDesk> {
  const { settings, taxes } = await getBillingSettings(work.tx);
  const operator = await getOperator(work.tx);
  const { rounding, paymentInstructions, invoiceNote } = settings;
  return {
    settings,
    issuer: {
      seller: {
        name: settings.sellerName || operator.companyName,
        ...{ address1: settings.sellerAddress1, address2: settings.sellerAddress2, city: settings.sellerCity },
        ...{ state: settings.sellerState, postcode: settings.sellerPostcode, country: operator.country },
        ...{ taxId: settings.sellerTaxId, registration: settings.sellerRegistration },
        ...{ email: settings.sellerEmail, phone: settings.sellerPhone },
      },
      ...{ timeZone: operator.timeZone, taxes, rounding, paymentInstructions, note: invoiceNote },
    },
    today: localDate(work.now, operator.timeZone),
    zone: operator.timeZone,
  };
}

/** The first day that this account was not invoiced for. */
export function unbilledFrom(desk: BillingDesk, row: Pick<BillingRow, 'billedUntil' | 'openedAt'>): string {
  return row.billedUntil ?? localDate(row.openedAt, desk.zone);
}

/** When this account is invoiced next. */
export function nextIssueDay(desk: BillingDesk, row: Pick<BillingRow, 'billingDay' | 'billedUntil' | 'openedAt'>): LocalDate {
  return periodFrom(calendarOf(desk.settings, row.billingDay), unbilledFrom(desk, row)).issueOn;
}

/** Which periods of this account a run takes: those that are due, or one that ends on a given day. */
export function periodsOf(
  desk: BillingDesk,
  row: Pick<BillingRow, 'billingDay' | 'billedUntil' | 'openedAt'>,
  run: { readonly asOf: string; readonly until: string | null; readonly accountId: Id | null },
): readonly DuePeriod[] {
  const calendar = calendarOf(desk.settings, row.billingDay);
  const from = unbilledFrom(desk, row);
  if (run.until === null) return duePeriods(calendar, from, run.asOf);
  if (run.until <= from) return [];
  const to = run.until as LocalDate;
  return [{ from: from as LocalDate, to, issueOn: issueDay(calendar, to) }];
}
