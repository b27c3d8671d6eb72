import type { Amount } from '../../core/base/money.ts';
import { formatInstant, type LocalDate } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';
import type { ReportRange } from './callReport.ts';

/** What the books say of a stretch of time, as an operator reads it: income and what takes from it, all positive. 10^-8. */
export type BooksFigures = {
  /** Calls, with corrections and re-ratings. */
  readonly calls: Amount;
  readonly extras: Amount;
  /** Credit notes, and tax that prices contained. */
  readonly takenBack: Amount;
  readonly loss: Amount;
  readonly cost: Amount;
  /** What staff gave to customers, less what they took. */
  readonly adjustments: Amount;
  readonly writtenOff: Amount;
};

const figures = sql`
  coalesce(-sum(b.amount) filter (where b.ledger = 'call_revenue' and b.kind in ('call', 'call_correction', 'call_rerate')), 0)::bigint as calls,
  coalesce(-sum(b.amount) filter (where b.ledger = 'extra_revenue' and b.kind not in ('invoice', 'credit_note')), 0)::bigint as extras,
  coalesce(sum(b.amount) filter (where b.ledger in ('call_revenue', 'extra_revenue') and b.kind in ('invoice', 'credit_note')), 0)::bigint as "takenBack",
  coalesce(sum(b.amount) filter (where b.ledger = 'overrun_loss'), 0)::bigint as loss,
  coalesce(sum(b.amount) filter (where b.ledger = 'provider_cost'), 0)::bigint as cost,
  coalesce(sum(b.amount) filter (where b.ledger = 'adjustment'), 0)::bigint as adjustments,
  coalesce(sum(b.amount) filter (where b.ledger = 'write_off'), 0)::bigint as "writtenOff"`;

/** The books by hour (key: its beginning in ISO 8601), calendar day or month (key: its first date). What had no entries is missing. */
export async function booksBy(tx: Tx, range: ReportRange, unit: 'hour' | 'day' | 'month') {
  const date = sql`(b.hour at time zone ${range.timeZone})::date`;
  const keys = {
    hour: sql`to_char(b.hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"')`,
    day: sql`${date}::text`,
    month: sql`date_trunc('month', ${date})::date::text`,
  };
  return rows<BooksFigures & { readonly key: string }>(
    tx,
    sql`select ${keys[unit]} as key, ${figures}
          from books_hour b
         where b.hour >= ${formatInstant(range.start)}
           and b.hour < ${formatInstant(range.end)}
         group by 1`,
  );
}

/** The books between two instants that begin hours of the operator's clock. */
export async function booksTotal(tx: Tx, { start, end }: Pick<ReportRange, 'start' | 'end'>): Promise<BooksFigures> {
  const found = await row<BooksFigures>(
    tx,
    sql`select ${figures}
          from books_hour b
         where b.hour >= ${formatInstant(start)}
           and b.hour < ${formatInstant(end)}`,
  );
  if (!found) throw new Error('sums without a row');
  return found;
}

export type DebtAges = { readonly customers: number; readonly open: Amount } & Readonly<Record<DebtAge, Amount>>;
export type DebtAge = 'current' | 'to30' | 'to60' | 'to90' | 'older';

/** What all customers owe on invoices, by days since it was due on `today`. */
export async function debtAges(tx: Tx, today: LocalDate): Promise<DebtAges> {
  const found = await row<DebtAges>(
    tx,
    sql`select count(distinct d.account_id)::int as customers, coalesce(sum(d.open), 0)::bigint as open,
               coalesce(sum(d.open) filter (where d.due_on >= ${today}), 0)::bigint as current,
               coalesce(sum(d.open) filter (where ${today}::date - d.due_on between 1 and 30), 0)::bigint as to30,
               coalesce(sum(d.open) filter (where ${today}::date - d.due_on between 31 and 60), 0)::bigint as to60,
               coalesce(sum(d.open) filter (where ${today}::date - d.due_on between 61 and 90), 0)::bigint as to90,
               coalesce(sum(d.open) filter (where ${today}::date - d.due_on > 90), 0)::bigint as older
          from invoice_debt d
         where d.side = 'owed'
           and d.open > 0`,
  );
  if (!found) throw new Error('sums without a row');
  return found;
}
