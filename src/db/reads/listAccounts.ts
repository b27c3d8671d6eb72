import type { PaymentType } from '../../core/accounts/account.ts';
import { displayName } from '../../core/accounts/details.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { join, rows, type Sql, sql, type Tx } from '../sql.ts';
import { cursorOf, idPattern, keysOf, likeText, type PageRequest, pageOf } from './page.ts';

export type AccountFilter = {
  readonly search?: string | undefined;
  readonly state?: 'active' | 'suspended' | undefined;
  readonly paymentType?: PaymentType | undefined;
};
type AccountRow = {
  id: string;
  accountNumber: string;
  customerNumber: string;
  firstName: string;
  lastName: string;
  company: string;
  email: string;
  phone: string;
  mobile: string;
  reference: string;
  city: string;
  paymentType: PaymentType;
  isActive: boolean;
  billingPackageName: string;
  posted: Amount;
  currency: string;
  phones: number;
  registeredPhones: number;
  createdAt: Instant;
};

/**
 * Accounts, newest first. Every word of `search` must stand somewhere in names, numbers, mail, phones, city or reference, or be the
 * number of one of its phones; a word of one or two letters at the beginning of a word there (the index knows three signs at a time,
 * a blank before them included).
 * Registrations are asked for phone by phone ("limit 1"): joined, the view would be computed whole for each account on the list.
 */
export async function listAccounts(tx: Tx, filter: AccountFilter, page: PageRequest) {
  const found = await rows<AccountRow>(
    tx,
    sql`select a.id::text as id, a.account_number as "accountNumber", a.customer_number as "customerNumber",
               a.first_name as "firstName", a.last_name as "lastName", a.company, a.email, a.phone, a.mobile, a.reference, a.city,
               a.payment_type as "paymentType", a.is_active as "isActive", p.name as "billingPackageName", b.posted, a.currency,
               a.created_at as "createdAt",
               (select count(*) from network_number n where n.account_id = a.id)::int as phones,
               (select count(*)
                  from network_number n
                 cross join lateral (select from phone_registration r where r.network_number = n.number limit 1) registered
                 where n.account_id = a.id)::int as "registeredPhones"
          from (select id from account a where ${join(conditions(filter, page), ' and ')} order by id desc limit ${page.limit + 1}) found
          join account a on a.id = found.id
          join account_balance b on b.account_id = a.id
          join billing_package p on p.id = a.billing_package_id
         order by a.id desc`,
  );
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.id));
}

function conditions(filter: AccountFilter, page: PageRequest): readonly Sql[] {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const words = (filter.search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return [
    sql`true`,
    ...words.slice(0, 8).map(holds),
    ...(filter.state === undefined ? [] : [sql`a.is_active = ${filter.state === 'active'}`]),
    ...(filter.paymentType === undefined ? [] : [sql`a.payment_type = ${filter.paymentType}`]),
    ...(after === undefined ? [] : [sql`a.id < ${after}`]),
  ];
}

function holds(word: string): Sql {
  const isShort = /^[a-z]{1,2}$/.test(word);
  const stands = sql`a.search_text like ${`%${isShort ? ' ' : ''}${likeText(word)}%`}`;
  // Further phones of an account are found by their whole number.
  return /^\d{4,15}$/.test(word)
    ? sql`(${stands} or a.id = any(array(select n.account_id from network_number n where n.number = ${word})))`
    : stands;
}

function toItem({ firstName, lastName, company, phone, mobile, reference, ...shown }: AccountRow) {
  const named = { firstName, lastName, company, phone, mobile, reference, email: shown.email };
  return {
    ...shown,
    displayName: displayName(named),
    posted: formatAmount(shown.posted),
    createdAt: formatInstant(shown.createdAt),
  };
}
