import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { type CallFigures, noCalls } from '../../core/reports/figures.ts';
import type { DaySpan } from '../../core/reports/period.ts';
import { join, row, rows, type Sql, sql, type Tx } from '../sql.ts';

/** Which calls a report is about. */
export type ReportFilter = {
  readonly direction?: 'outgoing' | 'incoming' | undefined;
  readonly accountId?: Id | undefined;
  readonly destinationId?: number | undefined;
  /** 0 = calls that went to no provider. */
  readonly providerId?: Id | undefined;
};
/** `days` are [from, to) of the operator's calendar; `start` and `end` the same as instants. */
export type ReportRange = { readonly days: DaySpan; readonly start: Instant; readonly end: Instant; readonly timeZone: string };
export type Keyed = CallFigures & { readonly key: string };

/** Calls by hour of the operator's clock; the key is the instant at which the hour begins, in ISO 8601. Hours without calls are missing. */
export async function callsByHour(tx: Tx, filter: ReportFilter, { start, end }: ReportRange): Promise<readonly Keyed[]> {
  const found = await rows<SumRow & { hour: Instant }>(
    tx,
    sql`select t.hour, ${sums}
          from ${filter.accountId === undefined ? sql`traffic_hour t` : sql`traffic_account_hour t`}
         where ${conditions(filter, hoursIn(start, end))}
         group by t.hour`,
  );
  return found.map((one) => ({ key: formatInstant(one.hour), ...toFigures(one) }));
}

/** Calls by calendar day or month; the key is its first date. Days without calls are missing. */
export async function callsByDate(
  tx: Tx,
  filter: ReportFilter,
  range: ReportRange,
  unit: 'day' | 'month',
): Promise<readonly Keyed[]> {
  const { table, condition, day } = dayTable(filter, range);
  const key = unit === 'day' ? day : sql`date_trunc('month', ${day})::date`;
  const found = await rows<SumRow & { key: string }>(
    tx,
    sql`select ${key}::text as key, ${sums}
          from ${table}
         where ${condition}
         group by 1`,
  );
  return found.map((one) => ({ key: one.key, ...toFigures(one) }));
}

/** Everything together, until an instant that need not be the end of a day. */
export async function callTotal(tx: Tx, filter: ReportFilter, range: ReportRange): Promise<CallFigures> {
  const { table, condition } = dayTable(filter, range);
  const found = await row<SumRow>(tx, sql`select ${sums} from ${table} where ${condition}`);
  return found ? toFigures(found) : noCalls;
}

/** Everything together between two instants, counted hour by hour: for a period that is not over. */
export async function callTotalOfHours(tx: Tx, filter: ReportFilter, start: Instant, end: Instant): Promise<CallFigures> {
  const found = await row<SumRow>(
    tx,
    sql`select ${sums}
          from ${filter.accountId === undefined ? sql`traffic_hour t` : sql`traffic_account_hour t`}
         where ${conditions(filter, hoursIn(start, end))}`,
  );
  return found ? toFigures(found) : noCalls;
}

/** By what the longest lists are cut: the first so many by this figure. */
export const reportOrders = {
  attempts: sql`sum(t.attempts)`,
  talk: sql`sum(t.talk_ms)`,
  revenue: sql`sum(t.price)`,
  margin: sql`sum(t.price - t.loss - t.cost)`,
  loss_first: sql`-sum(t.price - t.loss - t.cost)`,
} as const;
export type ReportOrder = keyof typeof reportOrders;
type TopRequest = { readonly order: ReportOrder; readonly limit: number };

/** Calls by destination, the greatest first. */
export async function callsByDestination(tx: Tx, filter: ReportFilter, range: ReportRange, top: TopRequest) {
  const { table, condition } = dayTable(filter, range);
  const found = await rows<SumRow & { key: string; kind: string; name: string }>(
    tx,
    sql`select s.*, d.kind, d.name
          from (select t.destination_id as key, ${sums}, ${reportOrders[top.order]} as rank
                  from ${table}
                 where ${condition}
                 group by 1
                 order by rank desc, 1
                 limit ${top.limit}) s
          join report_destination d on d.id = s.key
         order by s.rank desc, s.key`,
  );
  return found.map((one) => ({ key: String(one.key), kind: one.kind, label: one.name, ...toFigures(one) }));
}

/** Calls by provider, the greatest first; what went to none is left out. */
export async function callsByProvider(tx: Tx, filter: ReportFilter, range: ReportRange) {
  const { table, condition } = dayTable(filter, range);
  const found = await rows<SumRow & { key: string; name: string }>(
    tx,
    sql`select s.*, p.name
          from (select t.provider_id as key, ${sums}
                  from ${table}
                 where ${condition}
                   and t.provider_id <> 0
                 group by 1) s
          join provider p on p.id = s.key
         order by s.attempts desc, s.key`,
  );
  return found.map((one) => ({ key: String(one.key), label: one.name, ...toFigures(one) }));
}

type Totals = {
  attempts: bigint;
  answered: bigint;
  busy: bigint;
  noAnswer: bigint;
  cancelled: bigint;
  failed: bigint;
  refused: bigint;
};
type SumRow = Totals & {
  talkMilliseconds: bigint;
  billedSeconds: bigint;
  revenue: Amount;
  loss: Amount;
  cost: Amount;
  pddMilliseconds: bigint;
  pddCount: bigint;
};

/** The sums of every report, over `t`. */
export const sums = sql`coalesce(sum(t.attempts), 0)::bigint as attempts, coalesce(sum(t.answered), 0)::bigint as answered,
       coalesce(sum(t.busy), 0)::bigint as busy, coalesce(sum(t.no_answer), 0)::bigint as "noAnswer",
       coalesce(sum(t.cancelled), 0)::bigint as cancelled, coalesce(sum(t.failed), 0)::bigint as failed,
       coalesce(sum(t.refused), 0)::bigint as refused, coalesce(sum(t.talk_ms), 0)::bigint as "talkMilliseconds",
       coalesce(sum(t.billed_seconds), 0)::bigint as "billedSeconds", coalesce(sum(t.price), 0)::bigint as revenue,
       coalesce(sum(t.loss), 0)::bigint as loss, coalesce(sum(t.cost), 0)::bigint as cost,
       coalesce(sum(t.pdd_ms), 0)::bigint as "pddMilliseconds", coalesce(sum(t.pdd_count), 0)::bigint as "pddCount"`;

export function toFigures(found: SumRow): CallFigures {
  const { attempts, answered, busy, noAnswer, cancelled, failed, refused, revenue, loss, cost } = found;
  const { talkMilliseconds, billedSeconds, pddMilliseconds, pddCount } = found;
  return {
    ...{ attempts, answered, busy, noAnswer, cancelled, failed, refused, revenue, loss, cost },
    ...{ talkMilliseconds, billedSeconds, pddMilliseconds, pddCount },
  };
}

/** The smallest table that knows the answer: days, or the hours of one account. `day` = the date of a row. */
function dayTable(filter: ReportFilter, range: ReportRange): { readonly table: Sql; readonly condition: Sql; readonly day: Sql } {
  if (filter.accountId === undefined)
    return {
      table: sql`traffic_day t`,
      condition: conditions(filter, sql`t.day >= ${range.days.from} and t.day < ${range.days.to}`),
      day: sql`t.day`,
    };
  return {
    table: sql`traffic_account_hour t`,
    condition: conditions(filter, hoursIn(range.start, range.end)),
    day: sql`(t.hour at time zone ${range.timeZone})::date`,
  };
}

const hoursIn = (start: Instant, end: Instant): Sql => sql`t.hour >= ${formatInstant(start)} and t.hour < ${formatInstant(end)}`;

export function conditions({ direction, accountId, destinationId, providerId }: ReportFilter, time: Sql): Sql {
  return join(
    [
      time,
      ...(direction === undefined ? [] : [sql`t.is_incoming = ${direction === 'incoming'}`]),
      ...(accountId === undefined ? [] : [sql`t.account_id = ${accountId}`]),
      ...(destinationId === undefined ? [] : [sql`t.destination_id = ${destinationId}`]),
      ...(providerId === undefined ? [] : [sql`t.provider_id = ${providerId}`]),
    ],
    ' and ',
  );
}

/** How far the sums go: everything before this instant is in them; undefined while the past is still being counted. */
export async function countedTo(tx: Tx): Promise<Instant | undefined> {
  return (
    (await row<{ at: Instant | null }>(tx, sql`select counted_to as at from report_watch where not is_recount_due`))?.at ??
    undefined
  );
}
