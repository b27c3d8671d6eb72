import { displayName } from '../../core/accounts/details.ts';
import { addDays } from '../../core/base/calendar.ts';
import { formatMoney } from '../../core/base/currency.ts';
import type { Instant } from '../../core/base/time.ts';
import type { InvoiceKind } from '../../core/invoicing/invoiceDocument.ts';
import { join, rows, type Sql, sql, type Tx } from '../sql.ts';
import { cursorOf, idPattern, keysOf, likeText, type PageRequest, pageOf } from './page.ts';

export type InvoiceState = 'open' | 'overdue' | 'paid' | 'credited' | 'credit_note';
export type InvoiceFilter = {
  readonly search?: string | undefined;
  readonly state?: InvoiceState | undefined;
  readonly accountId?: string | undefined;
  readonly runId?: string | undefined;
  /** Issued on these days; both ends included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};
export type InvoiceRow = {
  id: string;
  number: string;
  kind: InvoiceKind;
  state: InvoiceState;
  accountId: string;
  accountNumber: string;
  firstName: string;
  lastName: string;
  company: string;
  email: string;
  phone: string;
  mobile: string;
  reference: string;
  currency: string;
  issuedOn: string;
  dueOn: string;
  periodFrom: string | null;
  periodTo: string | null;
  total: bigint;
  open: bigint;
};

/** What a list of invoices shows; `today` is the operator's. The state is worked out: nothing on an invoice changes. */
export const invoiceColumns = sql`i.id::text as id, i.number, i.kind, s.state, i.account_id::text as "accountId",
  a.account_number as "accountNumber", a.first_name as "firstName", a.last_name as "lastName", a.company, a.email, a.phone, a.mobile,
  a.reference, i.currency, i.issued_on as "issuedOn", i.due_on as "dueOn", i.period_from as "periodFrom", i.period_to as "periodTo",
  i.total, coalesce(o.open, 0) as open`;

export function invoiceTables(now: Instant): Sql {
  return sql`invoice i
          join account a on a.id = i.account_id
          left join invoice_open o on o.invoice_id = i.id and i.kind = 'invoice'
         cross join lateral (
           select case when i.kind = 'credit_note' then 'credit_note'
                       when i.total > 0 and o.credited >= i.total then 'credited'
                       when o.open <= 0 then 'paid'
                       when i.due_on < (to_timestamp(${now}::bigint / 1000.0) at time zone (select time_zone from setting))::date then 'overdue'
                       else 'open' end as state) s`;
}

/** Invoices and credit notes, newest first. */
export async function listInvoices(tx: Tx, filter: InvoiceFilter, page: PageRequest, now: Instant) {
  const found = await rows<InvoiceRow>(
    tx,
    sql`select ${invoiceColumns}
          from ${invoiceTables(now)}
         where ${join(conditions(filter, page), ' and ')}
         order by i.id desc
         limit ${page.limit + 1}`,
  );
  return pageOf(found, page.limit, toInvoiceItem, (one) => cursorOf(one.id));
}

function conditions(filter: InvoiceFilter, page: PageRequest): readonly Sql[] {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const search = (filter.search ?? '').toLowerCase();
  const like = `%${likeText(search)}%`;
  return [
    sql`true`,
    ...(search === '' ? [] : [sql`(lower(i.number) like ${like} or a.search_text like ${like})`]),
    ...(filter.state === undefined ? [] : [sql`s.state = ${filter.state}`]),
    ...(filter.accountId === undefined ? [] : [sql`i.account_id = ${filter.accountId}`]),
    ...(filter.runId === undefined ? [] : [sql`i.run_id = ${filter.runId}`]),
    ...(filter.from === undefined ? [] : [sql`i.issued_on >= ${filter.from}`]),
    ...(filter.to === undefined ? [] : [sql`i.issued_on <= ${filter.to}`]),
    ...(after === undefined ? [] : [sql`i.id < ${after}`]),
  ];
}

export function toInvoiceItem({ firstName, lastName, company, email, phone, mobile, reference, ...shown }: InvoiceRow) {
  return {
    ...shown,
    customerName: displayName({ firstName, lastName, company, email, phone, mobile, reference }),
    periodTo: shown.periodTo === null ? null : addDays(shown.periodTo, -1),
    total: formatMoney(shown.total, shown.currency),
    open: formatMoney(shown.open, shown.currency),
  };
}
