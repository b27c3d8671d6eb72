import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { rows, sql, type Tx } from '../sql.ts';

/** Active providers of which every host has been down for a minute, or is fenced, and of which no open alert says so. */
export async function listDownProviders(tx: Tx, now: Instant): Promise<readonly { readonly id: Id; readonly name: string }[]> {
  return rows(
    tx,
    sql`select p.id, p.name
          from provider p
         where p.is_active
           and not p.is_in_maintenance
           and 1 + jsonb_array_length(p.more_hosts)
               = (select count(*)
                    from provider_host_state s
                   where s.provider_id = p.id
                     and s.host <= 1 + jsonb_array_length(p.more_hosts)
                     and (s.fenced_until > ${formatInstant(now)}
                          or s.probe in ('down', 'loop') and s.since <= ${formatInstant(now)}::timestamptz - interval '1 minute'))
           and not exists (select from alert l where l.kind = 'provider_down' and l.closed_at is null and l.params ->> 'providerId' = p.id::text)
         order by p.id`,
  );
}

export type LosingCalls = {
  readonly day: string;
  readonly destinationId: number;
  readonly destination: string;
  readonly providerId: Id;
  readonly provider: string;
  readonly calls: number;
};

/**
 * Where today's calls to the outside bring less than they cost so far, the worst first. What calls with included minutes cost is left out:
 * a monthly fee paid for them. Without those that an alert was raised about today. At most so many alerts a day.
 */
export async function listLosingCalls(tx: Tx, now: Instant, mostOfDay: number): Promise<readonly LosingCalls[]> {
  return rows<LosingCalls>(
    tx,
    sql`with today as (select (${formatInstant(now)}::timestamptz at time zone time_zone)::date as day from setting),
             told as (select l.key from alert l, today where l.kind = 'margin_below_zero' and l.key like 'margin:' || today.day || ':%'),
             losing as (
               select t.destination_id, t.provider_id, sum(t.answered)::int as calls, sum(t.price - t.loss - t.cost) as margin
                 from traffic_day t
                 join today on t.day = today.day
                where t.provider_id <> 0
                  and not t.is_incoming
                group by 1, 2
               having sum(t.price - t.loss - t.cost) < 0
                  and sum(t.answered) > 0),
             included as (
               select d.id as destination_id, c.provider_id, sum(c.cost) as cost
                 from cdr c
                 join report_destination d on d.kind = c.destination_kind and d.name = c.destination
                cross join today
                cross join setting s
                where c.started_at >= (today.day - 1)::timestamp at time zone s.time_zone
                  and c.ended_at >= today.day::timestamp at time zone s.time_zone
                  and c.id <= (select after_cdr from report_watch)
                  and c.included_seconds > 0
                  and exists (select from losing)
                group by 1, 2)
        select today.day::text as day, d.id as "destinationId", d.name as destination, p.id as "providerId", p.name as provider, o.calls
          from losing o
         cross join today
          join report_destination d on d.id = o.destination_id and d.kind = 'outside'
          join provider p on p.id = o.provider_id
          left join included i on i.destination_id = o.destination_id and i.provider_id = o.provider_id
         where o.margin + coalesce(i.cost, 0) < 0
           and not exists (select from told where told.key = 'margin:' || today.day || ':' || d.id || ':' || p.id)
         order by o.margin + coalesce(i.cost, 0), d.id, p.id
         limit greatest(0, ${mostOfDay}::int - (select count(*) from told))`,
  );
}
