import type { PaymentType } from '../../core/accounts/account.ts';
import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { Instant } from '../../core/base/time.ts';
import type { InvoiceCustomer } from '../../core/invoicing/invoiceDocument.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** How far an account has been invoiced (columns of account_billing), and what its next invoice says of it. */
export type BillingRow = {
  readonly accountId: Id;
  readonly paymentType: PaymentType;
  readonly currency: string;
  readonly language: string;
  readonly openedAt: Instant;
  readonly customer: InvoiceCustomer;
  readonly billingDay: number | null;
  readonly termsDays: number | null;
  readonly taxExemption: string;
  readonly billedUntil: string | null;
  readonly billedUntilAt: Instant | null;
  readonly uptoTransfer: bigint;
  readonly openFromTransfer: bigint;
  readonly statedUptoTransfer: bigint;
  readonly statedBalance: Amount;
};
type FoundRow = Omit<BillingRow, 'customer'> & InvoiceCustomer;

const columns = sql`b.account_id as "accountId", a.payment_type as "paymentType", a.currency, a.language, a.created_at as "openedAt",
  b.billing_day as "billingDay", b.terms_days as "termsDays", b.tax_exemption as "taxExemption", b.billed_until as "billedUntil",
  b.billed_until_at as "billedUntilAt", b.upto_transfer as "uptoTransfer", b.open_from_transfer as "openFromTransfer",
  b.stated_upto_transfer as "statedUptoTransfer", b.stated_balance as "statedBalance",
  a.account_number as "accountNumber", a.customer_number as "customerNumber", a.title, a.first_name as "firstName",
  a.middle_initial as "middleInitial", a.last_name as "lastName", a.company, a.email, a.phone, a.address_1 as address1,
  a.address_2 as address2, a.city, a.state, a.postcode, a.country, a.tax_id as "taxId", a.reference`;

/** The next accounts of a run, locked: those behind `after` whose invoice is due on `asOf`, or whose day is not known yet. */
export async function lockDueBilling(tx: Tx, after: Id, asOf: string, limit: number): Promise<readonly BillingRow[]> {
  const found = await rows<FoundRow>(
    tx,
    sql`select ${columns}
          from account_billing b
          join account a on a.id = b.account_id
         where b.account_id > ${after}
           and b.is_billed
           and (b.next_issue_on is null or b.next_issue_on <= ${asOf})
         order by b.account_id
         limit ${limit}
           for update of b`,
  );
  return found.map(fromRow);
}

/** One account, locked against everything else that issues invoices; undefined when there is none. */
export async function lockBilling(tx: Tx, accountId: Id): Promise<BillingRow | undefined> {
  const found = await row<FoundRow>(
    tx,
    sql`select ${columns}
          from account_billing b
          join account a on a.id = b.account_id
         where b.account_id = ${accountId}
           for update of b`,
  );
  return found && fromRow(found);
}

function fromRow({ billingDay, termsDays, taxExemption, ...found }: FoundRow): BillingRow {
  const { accountId, paymentType, currency, language, openedAt, ...rest } = found;
  const { billedUntil, billedUntilAt, uptoTransfer, openFromTransfer, statedUptoTransfer, statedBalance, ...customer } = rest;
  return {
    ...{ accountId, paymentType, currency, language, openedAt, customer, billingDay, termsDays, taxExemption },
    ...{ billedUntil, billedUntilAt, uptoTransfer, openFromTransfer, statedUptoTransfer, statedBalance },
  };
}

/** Where an account stands after a period: invoiced, or passed over because there was nothing. */
export type BilledState = Pick<
  BillingRow,
  'accountId' | 'billedUntil' | 'billedUntilAt' | 'uptoTransfer' | 'openFromTransfer' | 'statedUptoTransfer' | 'statedBalance'
> & { readonly nextIssueOn: string };

export async function saveBilledStates(tx: Tx, states: readonly BilledState[]): Promise<void> {
  if (states.length === 0) return;
  await rows(
    tx,
    sql`update account_billing b
           set billed_until = s.billed_until, billed_until_at = to_timestamp(s.billed_until_at / 1000.0),
               upto_transfer = s.upto_transfer, open_from_transfer = s.open_from, stated_upto_transfer = s.stated_upto,
               stated_balance = s.stated_balance, next_issue_on = s.next_issue_on
          from unnest(${states.map((one) => one.accountId)}::bigint[], ${states.map((one) => one.billedUntil)}::date[],
                      ${states.map((one) => one.billedUntilAt)}::bigint[], ${states.map((one) => one.uptoTransfer)}::bigint[],
                      ${states.map((one) => one.openFromTransfer)}::bigint[], ${states.map((one) => one.statedUptoTransfer)}::bigint[],
                      ${states.map((one) => one.statedBalance)}::bigint[], ${states.map((one) => one.nextIssueOn)}::date[])
            as s (account_id, billed_until, billed_until_at, upto_transfer, open_from, stated_upto, stated_balance, next_issue_on)
         where b.account_id = s.account_id`,
  );
}

/** Is there anybody whose invoice is due, or may be? */
export async function isAnybodyDue(tx: Tx, asOf: string): Promise<boolean> {
  const found = await row(
    tx,
    sql`select account_id from account_billing where is_billed and (next_issue_on is null or next_issue_on <= ${asOf}) limit 1`,
  );
  return found !== undefined;
}

export async function countDue(tx: Tx, asOf: string): Promise<number> {
  const found = await row<{ count: number }>(
    tx,
    sql`select count(*)::int as count from account_billing where is_billed and (next_issue_on is null or next_issue_on <= ${asOf})`,
  );
  return found?.count ?? 0;
}

/** The calendar was changed: when each account is invoiced next has to be worked out anew. */
export async function forgetIssueDays(tx: Tx): Promise<void> {
  await rows(tx, sql`update account_billing set next_issue_on = null where next_issue_on is not null`);
}

export type OwnBilling = Pick<BillingRow, 'billingDay' | 'termsDays' | 'taxExemption'>;

export async function saveOwnBilling(tx: Tx, accountId: Id, own: OwnBilling): Promise<void> {
  await rows(
    tx,
    sql`update account_billing
           set billing_day = ${own.billingDay}, terms_days = ${own.termsDays}, tax_exemption = ${own.taxExemption},
               next_issue_on = null
         where account_id = ${accountId}`,
  );
}

export async function saveNextIssueDays(tx: Tx, days: readonly { readonly accountId: Id; readonly on: string }[]): Promise<void> {
  if (days.length === 0) return;
  await rows(
    tx,
    sql`update account_billing b
           set next_issue_on = d.next_issue_on
          from unnest(${days.map((one) => one.accountId)}::bigint[], ${days.map((one) => one.on)}::date[]) as d (account_id, next_issue_on)
         where b.account_id = d.account_id`,
  );
}

/** Accounts of which nobody has worked out yet when they are invoiced; locked, others pass over them. */
export async function lockUnplanned(tx: Tx, limit: number): Promise<readonly BillingRow[]> {
  const found = await rows<FoundRow>(
    tx,
    sql`select ${columns}
          from account_billing b
          join account a on a.id = b.account_id
         where b.is_billed
           and b.next_issue_on is null
         order by b.account_id
         limit ${limit}
           for update of b skip locked`,
  );
  return found.map(fromRow);
}

/** Whether this account was suspended because an extra of it waits for money. */
export async function saveSuspendedForExtra(tx: Tx, accountId: Id, isSuspended: boolean): Promise<void> {
  await rows(tx, sql`update account_billing set is_suspended_for_extra = ${isSuspended} where account_id = ${accountId}`);
}

export async function isSuspendedForExtra(tx: Tx, accountId: Id): Promise<boolean> {
  const found = await row<{ is: boolean }>(
    tx,
    sql`select is_suspended_for_extra as is from account_billing where account_id = ${accountId}`,
  );
  return found?.is ?? false;
}
