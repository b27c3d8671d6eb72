import { rows, sql, type Tx } from '../sql.ts';

/** An hour of the operator's clock in which the sums of the reports are not what calls or ledger say; differences in 10^-8. */
export type ReportFault = { readonly hour: string; readonly what: string; readonly difference: string };

/**
 * Holds the sums of calls against those of the ledger, hour by hour, and the sums of days and accounts against those of hours. What is
 * not counted yet is added from the calls and entries themselves, all in one statement and so of one moment: the answer must be empty
 * at any time. At most 100 faults, the oldest first. `lastDays`: no further back than this, which takes a moment only.
 */
export async function reportFaults(tx: Tx, lastDays?: number): Promise<readonly ReportFault[]> {
  return rows<ReportFault>(
    tx,
    sql`with zone as (select time_zone, first_day, first_day::timestamp at time zone time_zone as first_hour
                    from (select time_zone, case when ${lastDays ?? null}::int is null then date '2000-01-01'
                                                 else (now() at time zone time_zone)::date - ${lastDays ?? null}::int end as first_day from setting) s),
    money as (
      select t.hour, m.ledger, m.amount
        from (select hour, sum(price) as price, sum(loss) as loss, sum(cost) as cost
                from traffic_hour where hour >= (select first_hour from zone) group by hour) t
       cross join lateral (values ('call_revenue', t.price), ('overrun_loss', t.loss), ('provider_cost', t.cost)) as m (ledger, amount)
      union all
      select date_trunc('hour', c.ended_at, zone.time_zone), m.ledger, m.amount
        from report_watch w
       cross join zone
        join cdr c on c.id > w.after_cdr and c.ended_at >= zone.first_hour
       cross join lateral (values ('call_revenue', c.price), ('overrun_loss', c.loss), ('provider_cost', c.cost)) as m (ledger, amount)
      union all
      select b.hour, b.ledger, case b.ledger when 'call_revenue' then b.amount else -b.amount end
        from books_hour b
       where b.kind in ('call', 'call_correction', 'call_rerate')
         and b.hour >= (select first_hour from zone)
         and b.ledger in ('call_revenue', 'overrun_loss', 'provider_cost')
      union all
      select date_trunc('hour', t.occurred_at, zone.time_zone), e.ledger, case e.ledger when 'call_revenue' then e.amount else -e.amount end
        from report_watch w
       cross join zone
        join transfer t on t.id > w.after_transfer
        join entry e on e.transfer_id = t.id
       where t.kind = 'call'
         and t.occurred_at >= zone.first_hour
         and e.ledger in ('call_revenue', 'overrun_loss', 'provider_cost')),
    tables as (
      select t.day, m.what, m.amount
        from (select (hour at time zone zone.time_zone)::date as day, sum(attempts) as attempts, sum(price) as price
                from traffic_hour cross join zone where hour >= zone.first_hour group by 1) t
       cross join lateral (values ('calls by day', t.attempts), ('revenue by day', t.price), ('calls by account', t.attempts),
                                  ('revenue by account', t.price), ('calls by cause', t.attempts)) as m (what, amount)
      union all
      select t.day, m.what, m.amount
        from (select day, sum(attempts) as attempts, sum(price) as price
                from traffic_day where day >= (select first_day from zone) group by day) t
       cross join lateral (values ('calls by day', -t.attempts), ('revenue by day', -t.price)) as m (what, amount)
      union all
      select t.day, m.what, m.amount
        from (select day, sum(attempts) as attempts, sum(price) as price
                from traffic_account_day where day >= (select first_day from zone) group by day) t
       cross join lateral (values ('calls by account', -t.attempts), ('revenue by account', -t.price)) as m (what, amount)
      union all
      select day, 'calls by cause', -sum(calls) from traffic_cause_day where day >= (select first_day from zone) group by day)
    select hour, what, difference::text as difference
      from (select to_char(hour at time zone zone.time_zone, 'YYYY-MM-DD HH24:MI') as hour, ledger as what, sum(amount) as difference
              from money cross join zone group by 1, 2 having sum(amount) <> 0
            union all
            select day::text, what, sum(amount) from tables group by 1, 2 having sum(amount) <> 0) faults
     order by hour, what
     limit 100`,
  );
}
