import type { AccountProtocol, PaymentType } from '../../core/accounts/account.ts';
import type { AccountFields } from '../../core/accounts/accountChanges.ts';
import type { CustomerDetails } from '../../core/accounts/details.ts';
import type { AccountSettings } from '../../core/accounts/openAccount.ts';
import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type LockedAccount = {
  readonly id: Id;
  readonly accountNumber: string;
  readonly customerNumber: string;
  readonly paymentType: PaymentType;
  readonly protocol: AccountProtocol;
  readonly currency: string;
  readonly isActive: boolean;
  readonly version: number;
};

/**
 * An account, locked against other changes; undefined when there is none. "No key": a call that is being booked holds the
 * account's balance and refers to the account; a full lock here would make both wait for each other (money.db.test.ts).
 */
export async function lockAccount(tx: Tx, id: Id): Promise<LockedAccount | undefined> {
  return row<LockedAccount>(
    tx,
    sql`select id, account_number as "accountNumber", customer_number as "customerNumber", payment_type as "paymentType",
               protocol, currency, is_active as "isActive", version
          from account
         where id = ${id}
           for no key update`,
  );
}

export type NewAccount = {
  readonly accountNumber: string;
  readonly customerNumber: string;
  readonly currency: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly details: CustomerDetails;
  readonly settings: AccountSettings;
};

/** The account and its balance row. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<Id> {
  const { details: d, settings: s } = account;
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into account (account_number, customer_number, title, first_name, middle_initial, last_name, company, date_of_birth,
                             email, phone, mobile, fax, address_1, address_2, city, state, postcode, country, tax_id, language,
                             time_zone, reference, payment_type, protocol, billing_package_id, route_id, call_limit,
                             daily_spend_limit, hourly_spend_limit, low_balance_at, allowed_prefixes, blocked_prefixes, currency,
                             created_at, created_by)
        values (${account.accountNumber}, ${account.customerNumber}, ${d.title}, ${d.firstName}, ${d.middleInitial}, ${d.lastName},
                ${d.company}, ${d.dateOfBirth}, ${d.email}, ${d.phone}, ${d.mobile}, ${d.fax}, ${d.address1}, ${d.address2},
                ${d.city}, ${d.state}, ${d.postcode}, ${d.country}, ${d.taxId}, ${d.language}, ${d.timeZone}, ${d.reference},
                ${s.paymentType}, ${s.protocol}, ${s.billingPackageId}, ${s.routeId}, ${s.callLimit}, ${s.dailySpendLimit},
                ${s.hourlySpendLimit}, ${s.lowBalanceAt}, ${s.allowedPrefixes}, ${s.blockedPrefixes}, ${account.currency}, ${account.createdAt}, ${account.createdBy})
     returning id`,
  );
  if (!found) throw new Error('the account was not stored');
  await rows(tx, sql`insert into account_balance (account_id, credit_limit) values (${found.id}, ${s.creditLimit})`);
  return found.id;
}

type FieldsRow = CustomerDetails & AccountSettings & Pick<AccountFields, 'agentNumber' | 'billingPackageName' | 'routeName'>;

/** Everything of a locked account that Edit Account changes. */
export async function getAccountFields(tx: Tx, id: Id): Promise<AccountFields> {
  const found = await row<FieldsRow>(
    tx,
    sql`select a.title, a.first_name as "firstName", a.middle_initial as "middleInitial", a.last_name as "lastName", a.company,
               a.date_of_birth as "dateOfBirth", a.email, a.phone, a.mobile, a.fax, a.address_1 as address1, a.address_2 as address2,
               a.city, a.state, a.postcode, a.country, a.tax_id as "taxId", a.language, a.time_zone as "timeZone", a.reference,
               a.payment_type as "paymentType", a.protocol, a.billing_package_id as "billingPackageId", a.route_id as "routeId",
               a.call_limit as "callLimit", a.daily_spend_limit as "dailySpendLimit",
               a.hourly_spend_limit as "hourlySpendLimit", a.low_balance_at as "lowBalanceAt", b.credit_limit as "creditLimit",
               a.allowed_prefixes as "allowedPrefixes", a.blocked_prefixes as "blockedPrefixes", a.agent_number as "agentNumber",
               p.name as "billingPackageName", r.name as "routeName"
          from account a
          join account_balance b on b.account_id = a.id
          join billing_package p on p.id = a.billing_package_id
          join route r on r.id = a.route_id
         where a.id = ${id}`,
  );
  if (!found) throw new Error(`account ${id} has no fields`);
  const { paymentType, protocol, billingPackageId, routeId, callLimit, dailySpendLimit, hourlySpendLimit, ...rest } = found;
  const { creditLimit, lowBalanceAt, allowedPrefixes, blockedPrefixes, agentNumber, billingPackageName, routeName, ...details } =
    rest;
  return {
    details,
    settings: {
      ...{ paymentType, protocol, billingPackageId, routeId, callLimit, dailySpendLimit, hourlySpendLimit },
      ...{ creditLimit, lowBalanceAt: lowBalanceAt?.map((limit) => BigInt(limit) as Amount) ?? null },
      ...{ allowedPrefixes, blockedPrefixes },
    },
    ...{ agentNumber, billingPackageName, routeName },
  };
}

export async function updateAccount(tx: Tx, id: Id, d: CustomerDetails, s: AccountSettings): Promise<void> {
  await rows(
    tx,
    sql`update account
           set title = ${d.title}, first_name = ${d.firstName}, middle_initial = ${d.middleInitial}, last_name = ${d.lastName},
               company = ${d.company}, date_of_birth = ${d.dateOfBirth}, email = ${d.email}, phone = ${d.phone},
               mobile = ${d.mobile}, fax = ${d.fax}, address_1 = ${d.address1}, address_2 = ${d.address2}, city = ${d.city},
               state = ${d.state}, postcode = ${d.postcode}, country = ${d.country}, tax_id = ${d.taxId},
               language = ${d.language}, time_zone = ${d.timeZone}, reference = ${d.reference},
               payment_type = ${s.paymentType}, protocol = ${s.protocol}, billing_package_id = ${s.billingPackageId},
               route_id = ${s.routeId}, call_limit = ${s.callLimit}, daily_spend_limit = ${s.dailySpendLimit},
               hourly_spend_limit = ${s.hourlySpendLimit}, low_balance_at = ${s.lowBalanceAt},
               allowed_prefixes = ${s.allowedPrefixes}, blocked_prefixes = ${s.blockedPrefixes}
         where id = ${id}`,
  );
  await saveCreditLimit(tx, id, s.creditLimit);
}

async function saveCreditLimit(tx: Tx, id: Id, limit: Amount | null): Promise<void> {
  await rows(
    tx,
    sql`update account_balance set credit_limit = ${limit} where account_id = ${id} and credit_limit is distinct from ${limit}`,
  );
}

export async function saveAgentNumber(tx: Tx, id: Id, agentNumber: string): Promise<void> {
  await rows(tx, sql`update account set agent_number = ${agentNumber} where id = ${id}`);
}

/** For accounts that were opened before the operator's currency was right; no money has moved by then. */
export async function saveCurrencyOfAll(tx: Tx, currency: string): Promise<void> {
  await rows(tx, sql`update account set currency = ${currency} where currency <> ${currency}`);
}

export async function saveAccountActive(tx: Tx, id: Id, isActive: boolean): Promise<void> {
  await rows(tx, sql`update account set is_active = ${isActive} where id = ${id}`);
}
