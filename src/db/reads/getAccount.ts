import type { AccountProtocol, PaymentType } from '../../core/accounts/account.ts';
import { type CustomerDetails, displayName } from '../../core/accounts/details.ts';
import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { ChargePeriod } from '../../core/extras/chargePeriod.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

type AccountRow = CustomerDetails & {
  id: string;
  accountNumber: string;
  customerNumber: string;
  paymentType: PaymentType;
  protocol: AccountProtocol;
  billingPackageId: string;
  billingPackageName: string;
  routeId: string;
  routeName: string;
  callLimit: number;
  dailySpendLimit: Amount | null;
  hourlySpendLimit: Amount | null;
  lowBalanceAt: string[] | null;
  creditLimit: Amount | null;
  allowedPrefixes: string[];
  blockedPrefixes: string[];
  isActive: boolean;
  currency: string;
  posted: Amount;
  held: Amount;
  createdAt: Instant;
  createdBy: string;
  version: number;
  agentNumber: string;
};

/** One account as its page shows it; undefined when there is none. */
export async function findAccount(tx: Tx, id: Id) {
  const found = await row<AccountRow>(
    tx,
    sql`select a.id::text as id, a.account_number as "accountNumber", a.customer_number as "customerNumber", a.title,
               a.first_name as "firstName", a.middle_initial as "middleInitial", a.last_name as "lastName", a.company,
               a.date_of_birth as "dateOfBirth", a.email, a.phone, a.mobile, a.fax, a.address_1 as address1, a.address_2 as address2,
               a.city, a.state, a.postcode, a.country, a.tax_id as "taxId", a.language, a.time_zone as "timeZone", a.reference,
               a.payment_type as "paymentType", a.protocol, a.billing_package_id::text as "billingPackageId",
               p.name as "billingPackageName", a.route_id::text as "routeId", r.name as "routeName", a.call_limit as "callLimit",
               a.daily_spend_limit as "dailySpendLimit", a.hourly_spend_limit as "hourlySpendLimit",
               a.low_balance_at as "lowBalanceAt", a.allowed_prefixes as "allowedPrefixes",
               a.blocked_prefixes as "blockedPrefixes", a.is_active as "isActive", a.currency, b.posted, b.held,
               b.credit_limit as "creditLimit", a.created_at as "createdAt", a.created_by as "createdBy", a.version,
               a.agent_number as "agentNumber"
          from account a
          join account_balance b on b.account_id = a.id
          join billing_package p on p.id = a.billing_package_id
          join route r on r.id = a.route_id
         where a.id = ${id}`,
  );
  if (!found) return undefined;
  const { posted, held, dailySpendLimit, hourlySpendLimit, lowBalanceAt, creditLimit, createdAt, ...shown } = found;
  return {
    ...shown,
    displayName: displayName(found),
    // Agents come later; until then whoever has no agent number belongs to the operator.
    owner: found.agentNumber === '' ? 'Admin' : `Agent ${found.agentNumber}`,
    dailySpendLimit: dailySpendLimit === null ? null : formatAmount(dailySpendLimit),
    hourlySpendLimit: hourlySpendLimit === null ? null : formatAmount(hourlySpendLimit),
    lowBalanceAt: lowBalanceAt?.map((limit) => formatAmount(BigInt(limit) as Amount)) ?? null,
    creditLimit: creditLimit === null || found.paymentType === 'pre_paid' ? null : formatAmount(creditLimit),
    createdAt: formatInstant(createdAt),
    balance: balanceOf({ posted, held, creditLimit, currency: found.currency }),
    extras: await listExtras(tx, id),
  };
}

type Sums = { readonly posted: Amount; readonly held: Amount; readonly creditLimit: Amount | null; readonly currency: string };

/** The balance alone; undefined when there is no such account. */
export async function findBalance(tx: Tx, accountId: Id) {
  const found = await row<Sums>(
    tx,
    sql`select b.posted, b.held, b.credit_limit as "creditLimit", a.currency
          from account_balance b
          join account a on a.id = b.account_id
         where a.id = ${accountId}`,
  );
  return found && balanceOf(found);
}

/** available = posted + credit limit − held; no limit = no bound. */
function balanceOf(sums: Sums) {
  const { posted, held, creditLimit, currency } = sums;
  return {
    posted: formatAmount(posted),
    held: formatAmount(held),
    available: creditLimit === null ? null : formatAmount(posted + creditLimit - held),
    currency,
  };
}

type ExtraRow = {
  id: string;
  description: string;
  cost: Amount;
  chargePeriod: ChargePeriod;
  startsOn: string;
  endsOn: string | null;
  doesProrate: boolean;
  isTaxable: boolean;
};

async function listExtras(tx: Tx, accountId: Id) {
  const found = await rows<ExtraRow>(
    tx,
    sql`select id::text as id, description, cost, charge_period as "chargePeriod", starts_on as "startsOn", ends_on as "endsOn",
               does_prorate as "doesProrate", is_taxable as "isTaxable"
          from extra e
         where account_id = ${accountId}
           and closed_on is null
         order by position, e.id`,
  );
  return found.map((extra) => ({ ...extra, cost: formatAmount(extra.cost) }));
}
