import type { PaymentType } from '../../core/accounts/account.ts';
import { type CustomerDetails, displayName } from '../../core/accounts/details.ts';
import type { SignupState } from '../../core/accounts/signup.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { row, rows, type Sql, sql, type Tx } from '../sql.ts';
import { accountNameOf, type NamingRow, namingColumns } from './accountName.ts';

type SignupRow = {
  id: string;
  formId: string;
  formName: string;
  formChoice: { billingPackageId: string | null; routeId: string | null; paymentType: PaymentType | null };
  state: SignupState;
  sent: Record<string, string>;
  details: CustomerDetails;
  message: string;
  address: string;
  userAgent: string;
  site: string;
  receivedAt: Instant;
  confirmUntil: Instant | null;
  confirmedAt: Instant | null;
  decidedAt: Instant | null;
  decidedBy: string | null;
  reason: string;
  accountId: string | null;
};

/** One signup with its history and the customers who may be the same person. */
export async function findSignup(tx: Tx, id: Id) {
  const found = await row<SignupRow>(
    tx,
    sql`select s.id::text as id, s.form_id::text as "formId", f.name as "formName",
               jsonb_build_object('billingPackageId', f.billing_package_id::text, 'routeId', f.route_id::text, 'paymentType', f.payment_type)
                 as "formChoice", s.state, s.sent, s.details, s.message, s.address,
               s.user_agent as "userAgent", s.site, s.received_at as "receivedAt", s.confirm_until as "confirmUntil",
               s.confirmed_at as "confirmedAt", s.decided_at as "decidedAt", s.decided_by as "decidedBy", s.reason,
               s.account_id::text as "accountId"
          from signup_submission s
          join signup_form f on f.id = s.form_id
         where s.id = ${id}`,
  );
  if (!found) return undefined;
  const text = (at: Instant | null) => (at === null ? null : formatInstant(at));
  return {
    ...found,
    name: displayName(found.details),
    receivedAt: formatInstant(found.receivedAt),
    confirmUntil: text(found.confirmUntil),
    confirmedAt: text(found.confirmedAt),
    decidedAt: text(found.decidedAt),
    events: await listEvents(tx, id),
    sameAccounts: (await listSameAccounts(tx, found.details)).filter((one) => one.id !== found.accountId),
    sameSignups: await listSameSignups(tx, id, found.details),
  };
}

async function listEvents(tx: Tx, id: Id) {
  const found = await rows<{ id: string; at: Instant; event: string; actorName: string; detail: string }>(
    tx,
    sql`select id::text as id, at, event, actor_name as "actorName", detail from signup_event where submission_id = ${id} order by signup_event.id`,
  );
  return found.map((one) => ({ ...one, at: formatInstant(one.at) }));
}

type SameAccount = NamingRow & { id: string; customerNumber: string; hasEmail: boolean; hasPhone: boolean; hasPlace: boolean };

/** Accounts with the same e-mail, the same phone (its last eight digits), or the same last name and street. */
async function listSameAccounts(tx: Tx, details: CustomerDetails) {
  const email = details.email === '' ? sql`false` : sql`(a.email <> '' and lower(a.email) = ${details.email.toLowerCase()})`;
  const phones = [details.phone, details.mobile].map(lastDigits).filter((digits) => digits !== '');
  const phone = either(
    phones.flatMap((digits) => [
      sql`(a.phone <> '' and right(regexp_replace(a.phone, '\\D', '', 'g'), 8) = ${digits})`,
      sql`(a.mobile <> '' and right(regexp_replace(a.mobile, '\\D', '', 'g'), 8) = ${digits})`,
    ]),
  );
  const place =
    details.lastName === '' || details.address1 === ''
      ? sql`false`
      : sql`(lower(a.last_name) = ${details.lastName.toLowerCase()} and lower(a.address_1) = ${details.address1.toLowerCase()})`;
  const found = await rows<SameAccount>(
    tx,
    sql`select a.id::text as id, a.customer_number as "customerNumber", ${email} as "hasEmail", ${phone} as "hasPhone",
               ${place} as "hasPlace", ${namingColumns}
          from account a
         where ${email} or ${phone} or ${place}
         order by a.id desc
         limit 10`,
  );
  return found.map((one) => ({
    id: one.id,
    customerNumber: one.customerNumber,
    name: accountNameOf(one),
    same: [
      ...(one.hasEmail ? (['email'] as const) : []),
      ...(one.hasPhone ? (['phone'] as const) : []),
      ...(one.hasPlace ? (['place'] as const) : []),
    ],
  }));
}

/** Other signups with the same e-mail. */
async function listSameSignups(tx: Tx, id: Id, details: CustomerDetails) {
  if (details.email === '') return [];
  const found = await rows<{ id: string; state: SignupState; receivedAt: Instant }>(
    tx,
    sql`select s.id::text as id, state, received_at as "receivedAt"
          from signup_submission s
         where email = ${details.email.toLowerCase()}
           and s.id <> ${id}
         order by received_at desc
         limit 10`,
  );
  return found.map((one) => ({ ...one, receivedAt: formatInstant(one.receivedAt) }));
}

/** Enough of a number to know it with and without its country code. */
function lastDigits(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 6 ? '' : digits.slice(-8);
}

function either(parts: readonly Sql[]): Sql {
  return parts.reduce((all, part) => sql`(${all} or ${part})`, sql`false`);
}
