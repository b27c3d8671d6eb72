import type { PaymentType } from '../../core/accounts/account.ts';
import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import type { Instant } from '../../core/base/time.ts';
import type { ChargePeriod } from '../../core/extras/chargePeriod.ts';
import { calendarOf, periodFrom } from '../../core/invoicing/billingPeriod.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

type BillingRow = {
  billingDay: number | null;
  termsDays: number | null;
  taxExemption: string;
  mailsInvoices: boolean;
  billedUntil: string | null;
  openedOn: string;
  isBilled: boolean;
  periodFromDay: number;
  standardBillingDay: number;
  paymentType: PaymentType;
  unbilled: bigint;
  receivable: bigint;
  today: string;
};

/** How an account is invoiced, what stands on its ledgers, and when its extras fall due. */
export async function getAccountBilling(tx: Tx, accountId: Id, now: Instant) {
  const found = await row<BillingRow>(
    tx,
    sql`select b.billing_day as "billingDay", b.terms_days as "termsDays", b.tax_exemption as "taxExemption", b.mails_invoices as "mailsInvoices",
               b.billed_until as "billedUntil", b.is_billed as "isBilled", a.payment_type as "paymentType",
               (a.created_at at time zone s.time_zone)::date as "openedOn", g.period_from_day as "periodFromDay",
               g.billing_day as "standardBillingDay", (to_timestamp(${now}::bigint / 1000.0) at time zone s.time_zone)::date as today,
               coalesce((select sum(e.amount) from entry e where e.account_id = a.id and e.ledger = 'unbilled'), 0)::bigint as unbilled,
               coalesce((select sum(e.amount) from entry e where e.account_id = a.id and e.ledger = 'receivable'), 0)::bigint as receivable
          from account a
          join account_billing b on b.account_id = a.id
         cross join setting s
         cross join billing_setting g
         where a.id = ${accountId}`,
  );
  if (!found) return undefined;
  const { billingDay, termsDays, taxExemption, billedUntil, openedOn, today } = found;
  const calendar = calendarOf({ periodFromDay: found.periodFromDay, billingDay: found.standardBillingDay }, billingDay);
  return {
    ...{ billingDay, termsDays, taxExemption, mailsInvoices: found.mailsInvoices, billedUntil },
    nextIssueOn: found.isBilled ? periodFrom(calendar, billedUntil ?? openedOn).issueOn : null,
    ...{ unbilled: formatAmount(found.unbilled), receivable: formatAmount(found.receivable) },
    extras: await listDue(tx, accountId, today, found.paymentType),
  };
}

async function listDue(tx: Tx, accountId: Id, today: string, paymentType: PaymentType) {
  const found = await rows<{
    id: string;
    description: string;
    cost: Amount;
    chargePeriod: ChargePeriod;
    nextDueOn: string | null;
  }>(
    tx,
    sql`select id::text as id, description, cost, charge_period as "chargePeriod", next_due_on as "nextDueOn"
          from extra
         where account_id = ${accountId}
           and closed_on is null
         order by position, id`,
  );
  return found.map((extra) => ({
    ...extra,
    cost: formatAmount(extra.cost),
    isWaiting: paymentType === 'pre_paid' && extra.nextDueOn !== null && extra.nextDueOn < today,
  }));
}
