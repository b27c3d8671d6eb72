import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { ChargeFailure, ChargeState } from '../../core/payments/charge.ts';
import { join, row, rows, sql, type Tx } from '../sql.ts';
import { accountName } from './accountName.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

type ChargeRow = {
  id: string;
  accountId: string;
  accountName: string;
  origin: 'automatic' | 'staff' | 'customer';
  invoiceNumber: string | null;
  gateway: string;
  amount: Amount;
  currency: string;
  description: string;
  state: ChargeState;
  failure: ChargeFailure | null;
  problem: string;
  reference: string;
  createdAt: Instant;
  finishedAt: Instant | null;
  nextAskAt: Instant | null;
  paymentId: string | null;
};
export type ChargeFilter = { readonly accountId?: Id | undefined; readonly state?: ChargeState | undefined };

/** Attempts to take money from cards, newest first. */
export async function listCharges(tx: Tx, { accountId, state }: ChargeFilter, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const conditions = [
    sql`true`,
    ...(accountId === undefined ? [] : [sql`c.account_id = ${accountId}`]),
    ...(state === undefined ? [] : [sql`c.state = ${state}`]),
    ...(after === undefined ? [] : [sql`c.id < ${after}`]),
  ];
  const found = await rows<ChargeRow>(
    tx,
    sql`select c.id::text as id, c.account_id::text as "accountId", ${accountName} as "accountName", c.origin,
               i.number as "invoiceNumber", c.gateway, c.amount, c.currency, c.description, c.state, c.failure, c.problem, c.reference,
               c.created_at as "createdAt", c.finished_at as "finishedAt", c.next_ask_at as "nextAskAt", c.payment_id::text as "paymentId"
          from card_charge c
          join account a on a.id = c.account_id
          left join invoice i on i.id = c.invoice_id
         where ${join(conditions, ' and ')}
         order by c.id desc
         limit ${page.limit + 1}`,
  );
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.id));
}

function toItem({ amount, createdAt, finishedAt, nextAskAt, invoiceNumber, failure, paymentId, ...shown }: ChargeRow) {
  return {
    ...shown,
    amount: formatAmount(amount),
    createdAt: formatInstant(createdAt),
    ...(invoiceNumber !== null && { invoiceNumber }),
    ...(failure !== null && { failure }),
    ...(paymentId !== null && { paymentId }),
    ...(finishedAt !== null && { finishedAt: formatInstant(finishedAt) }),
    ...(nextAskAt !== null && { nextAskAt: formatInstant(nextAskAt) }),
  };
}

/** What somebody should look at: attempts and refunds whose result nobody knows, bank lines that wait. */
export async function countMoneyAlerts(tx: Tx) {
  const found = await row<{ unknownCharges: number; unknownRefunds: number; openLines: number }>(
    tx,
    sql`select (select count(*) from card_charge where state = 'unknown')::int as "unknownCharges",
               (select count(*) from refund where state = 'unknown')::int as "unknownRefunds",
               (select count(*) from bank_line where state = 'open')::int as "openLines"`,
  );
  return found ?? { unknownCharges: 0, unknownRefunds: 0, openLines: 0 };
}
