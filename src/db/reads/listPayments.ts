import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { PaymentMethod } from '../../core/payments/payment.ts';
import { join, rows, type Sql, sql, type Tx } from '../sql.ts';
import { accountName } from './accountName.ts';
import { cursorOf, idPattern, keysOf, likeText, type PageRequest, pageOf } from './page.ts';

export type PaymentFilter = {
  readonly accountId?: Id | undefined;
  readonly method?: PaymentMethod | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Reference, note or amount. */
  readonly search?: string | undefined;
  readonly state?: 'credit' | 'reversed' | undefined;
};

type PaymentRow = {
  id: string;
  accountId: string;
  accountName: string;
  method: PaymentMethod;
  amount: Amount;
  currency: string;
  receivedOn: string;
  reference: string;
  note: string;
  ledger: string;
  allocated: Amount;
  returned: Amount;
  unused: Amount;
  createdAt: Instant;
  createdBy: string;
  reversedAt: Instant | null;
  reversedBy: string | null;
  reversalReason: string | null;
};

/** Payments, newest first. */
export async function listPayments(tx: Tx, filter: PaymentFilter, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const conditions = [...conditionsOf(filter), ...(after === undefined ? [] : [sql`p.id < ${after}`])];
  const found = await paymentsWhere(tx, join(conditions, ' and '), page.limit + 1);
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.id));
}

function conditionsOf({ accountId, method, from, to, search, state }: PaymentFilter): readonly Sql[] {
  return [
    sql`true`,
    ...(accountId === undefined ? [] : [sql`p.account_id = ${accountId}`]),
    ...(method === undefined ? [] : [sql`p.method = ${method}`]),
    ...(from === undefined ? [] : [sql`p.received_on >= ${from}`]),
    ...(to === undefined ? [] : [sql`p.received_on <= ${to}`]),
    ...(search === undefined ? [] : [sql`lower(p.reference || ' ' || p.note) like ${`%${likeText(search.toLowerCase())}%`}`]),
    ...(state === 'credit' ? [sql`p.unused > 0 and p.reversed_at is null and p.ledger = 'receivable'`] : []),
    ...(state === 'reversed' ? [sql`p.reversed_at is not null`] : []),
  ];
}

function paymentsWhere(tx: Tx, condition: Sql, limit: number): Promise<readonly PaymentRow[]> {
  return rows<PaymentRow>(
    tx,
    sql`select p.id::text as id, p.account_id::text as "accountId", ${accountName} as "accountName", p.method, p.amount, p.currency,
               p.received_on as "receivedOn", p.reference, p.note, p.ledger, p.allocated, p.returned, p.unused,
               p.created_at as "createdAt", p.created_by as "createdBy", p.reversed_at as "reversedAt", p.reversed_by as "reversedBy",
               p.reversal_reason as "reversalReason"
          from payment p
          join account a on a.id = p.account_id
         where ${condition}
         order by p.id desc
         limit ${limit}`,
  );
}

function toItem({
  amount,
  allocated,
  returned,
  unused,
  ledger,
  createdAt,
  reversedAt,
  reversedBy,
  reversalReason,
  ...shown
}: PaymentRow) {
  return {
    ...shown,
    amount: formatAmount(amount),
    allocated: formatAmount(allocated),
    returned: formatAmount(returned),
    unused: formatAmount(unused),
    paysInvoices: ledger === 'receivable',
    createdAt: formatInstant(createdAt),
    ...(reversedAt !== null && {
      reversed: { at: formatInstant(reversedAt), by: reversedBy ?? '', reason: reversalReason ?? '' },
    }),
  };
}

/** A payment with what it pays and what was given back of it. */
export async function findPayment(tx: Tx, id: Id) {
  const found = (await paymentsWhere(tx, sql`p.id = ${id}`, 1))[0];
  if (!found) return undefined;
  return {
    ...toItem(found),
    allocations: await allocationsOf(tx, id),
    refunds: await refundsOf(tx, id),
    isByCard: await isByCard(tx, id),
  };
}

type AllocationRow = {
  id: string;
  invoiceId: string;
  invoiceNumber: string;
  amount: Amount;
  createdAt: Instant;
  createdBy: string;
  releasedAt: Instant | null;
  releaseReason: string | null;
};

async function allocationsOf(tx: Tx, paymentId: Id) {
  const found = await rows<AllocationRow>(
    tx,
    sql`select p.id::text as id, p.invoice_id::text as "invoiceId", i.number as "invoiceNumber", p.amount, p.created_at as "createdAt",
               p.created_by as "createdBy", p.released_at as "releasedAt", p.release_reason as "releaseReason"
          from payment_allocation p
          join invoice i on i.id = p.invoice_id
         where p.payment_id = ${paymentId}
         order by p.id`,
  );
  return found.map(({ amount, createdAt, releasedAt, releaseReason, ...shown }) => ({
    ...shown,
    amount: formatAmount(amount),
    createdAt: formatInstant(createdAt),
    ...(releasedAt !== null && { released: { at: formatInstant(releasedAt), reason: releaseReason ?? '' } }),
  }));
}

type RefundRow = {
  id: string;
  method: 'cash' | 'bank' | 'cheque' | 'gateway';
  amount: Amount;
  reference: string;
  reason: string;
  state: 'created' | 'sent' | 'succeeded' | 'failed' | 'unknown';
  problem: string;
  createdAt: Instant;
  createdBy: string;
};

async function refundsOf(tx: Tx, paymentId: Id) {
  const found = await rows<RefundRow>(
    tx,
    sql`select id::text as id, method, amount, reference, reason, state, problem, created_at as "createdAt", created_by as "createdBy"
          from refund r
         where payment_id = ${paymentId}
         order by r.id`,
  );
  return found.map(({ amount, createdAt, ...shown }) => ({
    ...shown,
    amount: formatAmount(amount),
    createdAt: formatInstant(createdAt),
  }));
}

async function isByCard(tx: Tx, paymentId: Id): Promise<boolean> {
  return (await rows(tx, sql`select from card_charge where payment_id = ${paymentId} limit 1`)).length > 0;
}
