-- Reports: sums of calls and of the ledger that the back office keeps, so that a year of a hundred million calls is a few thousand rows.
-- Each call and each transfer is counted once, in the hour of the operator's clock in which it happened for the ledger: a call in the hour of
-- its end, a correction in the hour of its transfer. docs/decisions/0038-report-sums.md
create table report_destination (
  id int generated always as identity primary key,
  kind text not null,
  name text not null,
  unique (kind, name)
);
comment on table report_destination is 'Where calls went, by the name on their CDRs; reports count by its id.';

create table traffic_hour (
  hour timestamptz not null,
  destination_id int not null,
  provider_id bigint not null,
  is_incoming boolean not null,
  attempts int not null,
  answered int not null,
  busy int not null,
  no_answer int not null,
  cancelled int not null,
  failed int not null,
  refused int not null,
  talk_ms bigint not null,
  billed_seconds bigint not null,
  price bigint not null,
  loss bigint not null,
  cost bigint not null,
  pdd_ms bigint not null,
  pdd_count int not null,
  primary key (hour, destination_id, provider_id, is_incoming)
) with (fillfactor = 80);
comment on table traffic_hour is 'Calls by the hour in which they ended. provider 0 = none. Money is 10^-8 of a currency unit and includes corrections, in the hour of their transfer.';
comment on column traffic_hour.attempts is 'All calls, those that were refused too; the outcomes beside it add up to it.';
comment on column traffic_hour.loss is 'What of the price the customer did not pay.';
comment on column traffic_hour.pdd_ms is 'Sum of the post-dial delays that are known; pdd_count says of how many calls.';

create table traffic_day (like traffic_hour including comments) with (fillfactor = 80);
alter table traffic_day drop column hour, add column day date not null, add primary key (day, destination_id, provider_id, is_incoming);
comment on table traffic_day is 'As traffic_hour, by the operator''s calendar day.';

create table traffic_account_hour (like traffic_hour including comments) with (fillfactor = 80);
alter table traffic_account_hour add column account_id bigint not null, add primary key (account_id, hour, destination_id, provider_id, is_incoming);
comment on table traffic_account_hour is 'As traffic_hour, for each account; account 0 = nobody known.';
create index traffic_account_by_destination on traffic_account_hour (destination_id, hour); -- which accounts called there?

create table traffic_account_day (like traffic_hour including comments) with (fillfactor = 80);
alter table traffic_account_day drop column hour, drop column destination_id, drop column provider_id,
  add column day date not null, add column account_id bigint not null, add primary key (day, account_id, is_incoming);
comment on table traffic_account_day is 'As traffic_hour, by account and calendar day, wherever the calls went.';

create table traffic_cause_day (
  day date not null,
  provider_id bigint not null,
  hangup_cause int not null,
  calls int not null,
  primary key (day, provider_id, hangup_cause)
) with (fillfactor = 80);
comment on table traffic_cause_day is 'Calls by the ITU-T Q.850 cause with which they ended.';

create table provider_tries_day (
  day date not null,
  provider_id bigint not null,
  tries bigint not null,
  answered bigint not null,
  primary key (day, provider_id)
) with (fillfactor = 50);
comment on table provider_tries_day is 'Attempts at each provider by calendar day: sums of provider_tally, made again while a day can still change.';

create table books_hour (
  hour timestamptz not null,
  ledger text not null references ledger,
  kind text not null references transfer_kind,
  amount bigint not null,
  entries bigint not null,
  primary key (hour, ledger, kind)
) with (fillfactor = 80);
comment on table books_hour is 'Sum of all entries by ledger and kind of transfer, in the hour in which the transfer occurred; debit positive, 10^-8 of a currency unit.';

create table report_watch (
  only_row boolean primary key default true check (only_row),
  after_cdr bigint not null default 0,
  after_transfer bigint not null default 0,
  mark_cdr bigint not null default 0,
  mark_transfer bigint not null default 0,
  mark_xid xid8,
  marked_at timestamptz,
  counted_to timestamptz,
  is_recount_due boolean not null default false
);
comment on table report_watch is 'How far calls and transfers are counted (after_…), and how far their ids had been given out when transaction mark_xid looked: once all older transactions are over, nobody can add a row at or below the mark.';
comment on column report_watch.counted_to is 'Everything that was committed before this instant is counted.';
comment on column report_watch.is_recount_due is 'The operator''s clock is another one now: all sums are made anew.';
insert into report_watch default values;

-- Whoever inserts CDRs has a transaction id before the first id of a CDR is drawn: for report_count, as ledger_post does for transfers (0029).
create function cdr_takes_transaction() returns trigger language plpgsql as $$
begin
  perform pg_current_xact_id();
  return null;
end $$;
create trigger cdr_takes_transaction before insert on cdr for each statement execute function cdr_takes_transaction();

-- Hours and days are those of the operator's zone.
create function zone_makes_recount() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update report_watch set is_recount_due = true;
  return null;
end $$;
create trigger setting_zone_makes_recount after update of time_zone on setting for each row
  when (old.time_zone is distinct from new.time_zone) execute function zone_makes_recount();

-- Looks how far ids have been given out, unless an older look still waits. First the sequences, then a transaction id of our own: whoever drew
-- an id before has a smaller one. A mark of the future is one of the cluster that a dump was made of: it says nothing here.
create function report_mark() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare w report_watch; upto_cdr bigint; upto_transfer bigint; mine xid8;
begin
  if pg_current_xact_id_if_assigned() is not null then raise exception 'the mark needs a transaction that has written nothing'; end if;
  select * into w from report_watch;
  if w.mark_xid < pg_snapshot_xmax(pg_current_snapshot()) and (w.after_cdr < w.mark_cdr or w.after_transfer < w.mark_transfer) then
    return;
  end if;
  select case when is_called then last_value else 0 end into upto_cdr from cdr_id_seq;
  select case when is_called then last_value else 0 end into upto_transfer from transfer_id_seq;
  mine := pg_current_xact_id();
  update report_watch
     set mark_cdr = greatest(mark_cdr, upto_cdr), mark_transfer = greatest(mark_transfer, upto_transfer), mark_xid = mine, marked_at = clock_timestamp()
   where mark_xid is not distinct from w.mark_xid; -- else another one looked meanwhile
end $$;

-- Minutes of attempts are those in which they ended, by the clock of call control: nothing is added to a day that has been over for a day.
create function report_count_tries(p_zone text) returns void language sql set search_path = public, pg_temp as $$
  insert into provider_tries_day as d (day, provider_id, tries, answered)
  select (t.minute at time zone p_zone)::date, t.provider_id, sum(t.attempts), sum(t.answered)
    from provider p
    join provider_tally t on t.provider_id = p.id
   where t.minute >= coalesce((select max(day) - 1 from provider_tries_day), '2000-01-01')::timestamp at time zone p_zone
   group by 1, 2
      on conflict (day, provider_id) do update set tries = excluded.tries, answered = excluded.answered
   where (d.tries, d.answered) <> (excluded.tries, excluded.answered)
$$;

-- What the corrections among these transfers change at their calls: money alone, in the hour of the transfer.
create function report_corrections(p_after bigint, p_upto bigint)
returns table (at timestamptz, account_id bigint, destination_kind text, destination text, provider_id bigint, is_incoming boolean,
               price bigint, loss bigint, cost bigint)
language sql stable set search_path = public, pg_temp as $$
  select t.occurred_at, coalesce(c.account_id, 0), c.destination_kind, c.destination, coalesce(c.provider_id, 0), c.direction = 'incoming',
         coalesce(-sum(e.amount) filter (where e.ledger = 'call_revenue'), 0)::bigint,
         coalesce(sum(e.amount) filter (where e.ledger = 'overrun_loss'), 0)::bigint,
         coalesce(sum(e.amount) filter (where e.ledger = 'provider_cost'), 0)::bigint
    from transfer t
    join entry e on e.transfer_id = t.id
    join cdr c on c.call_id = case t.kind when 'call_rerate' then substr(t.key, strpos(t.key, ':') + 1) else t.key end
   where t.id > p_after
     and t.id <= p_upto
     and t.kind in ('call_correction', 'call_rerate')
   group by t.id, c.id
$$;

-- Counts the next calls and transfers below the mark, at most p_limit ids of each, and moves on, all in one transaction. is_more: below the
-- mark there is still something. counted = how many ids it went over; 0 also while an older transaction may still commit, or another one counts.
create function report_count(p_limit int, out counted bigint, out is_more boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
declare w report_watch; zone text; c_upto bigint; t_upto bigint;
begin
  counted := 0; is_more := false;
  select * into w from report_watch for update skip locked;
  if not found then return; end if;
  if w.is_recount_due then
    truncate traffic_hour, traffic_day, traffic_account_hour, traffic_account_day, traffic_cause_day, provider_tries_day, books_hour;
    update report_watch set after_cdr = 0, after_transfer = 0, is_recount_due = false, counted_to = null returning * into w;
  end if;
  if w.mark_xid is null or w.mark_xid >= pg_snapshot_xmin(pg_current_snapshot()) then return; end if;
  select time_zone into zone from setting;
  c_upto := greatest(w.after_cdr, least(w.mark_cdr, w.after_cdr + p_limit));
  t_upto := greatest(w.after_transfer, least(w.mark_transfer, w.after_transfer + p_limit));
  insert into report_destination (kind, name)
  select distinct c.destination_kind, c.destination
    from (select destination_kind, destination from cdr where id > w.after_cdr and id <= c_upto
          union all
          select destination_kind, destination from report_corrections(w.after_transfer, t_upto)) c
   where not exists (select from report_destination d where d.kind = c.destination_kind and d.name = c.destination);
  with counted_call as (
    select c.ended_at as at, coalesce(c.account_id, 0) as account_id, c.destination_kind, c.destination, coalesce(c.provider_id, 0) as provider_id,
           c.direction = 'incoming' as is_incoming, 1 as attempts, (c.outcome = 'answered')::int as answered, (c.outcome = 'busy')::int as busy,
           (c.outcome = 'no_answer')::int as no_answer, (c.outcome = 'cancelled')::int as cancelled, (c.outcome = 'failed')::int as failed,
           (c.outcome = 'refused')::int as refused, case when c.outcome = 'answered' then c.duration_ms else 0 end as talk_ms, c.billed_seconds,
           c.price, c.loss, c.cost, coalesce(c.pdd_ms, 0) as pdd_ms, (c.pdd_ms is not null)::int as pdd_count
      from cdr c
     where c.id > w.after_cdr
       and c.id <= c_upto
    union all
    select c.at, c.account_id, c.destination_kind, c.destination, c.provider_id, c.is_incoming, 0, 0, 0, 0, 0, 0, 0, 0, 0, c.price, c.loss, c.cost, 0, 0
      from report_corrections(w.after_transfer, t_upto) c
  ), fine as materialized (
    select date_trunc('hour', c.at, zone) as hour, (c.at at time zone zone)::date as day, c.account_id, d.id as destination_id, c.provider_id,
           c.is_incoming, sum(c.attempts) as attempts, sum(c.answered) as answered, sum(c.busy) as busy, sum(c.no_answer) as no_answer,
           sum(c.cancelled) as cancelled, sum(c.failed) as failed, sum(c.refused) as refused, sum(c.talk_ms) as talk_ms,
           sum(c.billed_seconds) as billed_seconds, sum(c.price) as price, sum(c.loss) as loss, sum(c.cost) as cost, sum(c.pdd_ms) as pdd_ms,
           sum(c.pdd_count) as pdd_count
      from counted_call c
      join report_destination d on d.kind = c.destination_kind and d.name = c.destination
     group by 1, 2, 3, 4, 5, 6
  ), by_account_hour as (
    insert into traffic_account_hour as t
      (account_id, hour, destination_id, provider_id, is_incoming,
       attempts, answered, busy, no_answer, cancelled, failed, refused, talk_ms, billed_seconds, price, loss, cost, pdd_ms, pdd_count)
    select account_id, hour, destination_id, provider_id, is_incoming,
           sum(attempts), sum(answered), sum(busy), sum(no_answer), sum(cancelled), sum(failed), sum(refused), sum(talk_ms), sum(billed_seconds),
           sum(price), sum(loss), sum(cost), sum(pdd_ms), sum(pdd_count)
      from fine group by account_id, hour, destination_id, provider_id, is_incoming
        on conflict (account_id, hour, destination_id, provider_id, is_incoming) do update
       set attempts = t.attempts + excluded.attempts, answered = t.answered + excluded.answered, busy = t.busy + excluded.busy,
           no_answer = t.no_answer + excluded.no_answer, cancelled = t.cancelled + excluded.cancelled, failed = t.failed + excluded.failed,
           refused = t.refused + excluded.refused, talk_ms = t.talk_ms + excluded.talk_ms,
           billed_seconds = t.billed_seconds + excluded.billed_seconds, price = t.price + excluded.price, loss = t.loss + excluded.loss,
           cost = t.cost + excluded.cost, pdd_ms = t.pdd_ms + excluded.pdd_ms, pdd_count = t.pdd_count + excluded.pdd_count
  ), by_account_day as (
    insert into traffic_account_day as t
      (day, account_id, is_incoming,
       attempts, answered, busy, no_answer, cancelled, failed, refused, talk_ms, billed_seconds, price, loss, cost, pdd_ms, pdd_count)
    select day, account_id, is_incoming,
           sum(attempts), sum(answered), sum(busy), sum(no_answer), sum(cancelled), sum(failed), sum(refused), sum(talk_ms), sum(billed_seconds),
           sum(price), sum(loss), sum(cost), sum(pdd_ms), sum(pdd_count)
      from fine group by day, account_id, is_incoming
        on conflict (day, account_id, is_incoming) do update
       set attempts = t.attempts + excluded.attempts, answered = t.answered + excluded.answered, busy = t.busy + excluded.busy,
           no_answer = t.no_answer + excluded.no_answer, cancelled = t.cancelled + excluded.cancelled, failed = t.failed + excluded.failed,
           refused = t.refused + excluded.refused, talk_ms = t.talk_ms + excluded.talk_ms,
           billed_seconds = t.billed_seconds + excluded.billed_seconds, price = t.price + excluded.price, loss = t.loss + excluded.loss,
           cost = t.cost + excluded.cost, pdd_ms = t.pdd_ms + excluded.pdd_ms, pdd_count = t.pdd_count + excluded.pdd_count
  ), by_hour as (
    insert into traffic_hour as t
      (hour, destination_id, provider_id, is_incoming,
       attempts, answered, busy, no_answer, cancelled, failed, refused, talk_ms, billed_seconds, price, loss, cost, pdd_ms, pdd_count)
    select hour, destination_id, provider_id, is_incoming,
           sum(attempts), sum(answered), sum(busy), sum(no_answer), sum(cancelled), sum(failed), sum(refused), sum(talk_ms), sum(billed_seconds),
           sum(price), sum(loss), sum(cost), sum(pdd_ms), sum(pdd_count)
      from fine group by hour, destination_id, provider_id, is_incoming
        on conflict (hour, destination_id, provider_id, is_incoming) do update
       set attempts = t.attempts + excluded.attempts, answered = t.answered + excluded.answered, busy = t.busy + excluded.busy,
           no_answer = t.no_answer + excluded.no_answer, cancelled = t.cancelled + excluded.cancelled, failed = t.failed + excluded.failed,
           refused = t.refused + excluded.refused, talk_ms = t.talk_ms + excluded.talk_ms,
           billed_seconds = t.billed_seconds + excluded.billed_seconds, price = t.price + excluded.price, loss = t.loss + excluded.loss,
           cost = t.cost + excluded.cost, pdd_ms = t.pdd_ms + excluded.pdd_ms, pdd_count = t.pdd_count + excluded.pdd_count
  ), by_day as (
    insert into traffic_day as t
      (day, destination_id, provider_id, is_incoming,
       attempts, answered, busy, no_answer, cancelled, failed, refused, talk_ms, billed_seconds, price, loss, cost, pdd_ms, pdd_count)
    select day, destination_id, provider_id, is_incoming,
           sum(attempts), sum(answered), sum(busy), sum(no_answer), sum(cancelled), sum(failed), sum(refused), sum(talk_ms), sum(billed_seconds),
           sum(price), sum(loss), sum(cost), sum(pdd_ms), sum(pdd_count)
      from fine group by day, destination_id, provider_id, is_incoming
        on conflict (day, destination_id, provider_id, is_incoming) do update
       set attempts = t.attempts + excluded.attempts, answered = t.answered + excluded.answered, busy = t.busy + excluded.busy,
           no_answer = t.no_answer + excluded.no_answer, cancelled = t.cancelled + excluded.cancelled, failed = t.failed + excluded.failed,
           refused = t.refused + excluded.refused, talk_ms = t.talk_ms + excluded.talk_ms,
           billed_seconds = t.billed_seconds + excluded.billed_seconds, price = t.price + excluded.price, loss = t.loss + excluded.loss,
           cost = t.cost + excluded.cost, pdd_ms = t.pdd_ms + excluded.pdd_ms, pdd_count = t.pdd_count + excluded.pdd_count
  )
  insert into traffic_cause_day as t (day, provider_id, hangup_cause, calls)
  select (c.ended_at at time zone zone)::date, coalesce(c.provider_id, 0), c.hangup_cause, count(*)
    from cdr c
   where c.id > w.after_cdr
     and c.id <= c_upto
   group by 1, 2, 3
      on conflict (day, provider_id, hangup_cause) do update set calls = t.calls + excluded.calls;
  insert into books_hour as b (hour, ledger, kind, amount, entries)
  select date_trunc('hour', t.occurred_at, zone), e.ledger, t.kind, sum(e.amount), count(*)
    from transfer t
    join entry e on e.transfer_id = t.id
   where t.id > w.after_transfer
     and t.id <= t_upto
     and e.transfer_id > w.after_transfer
     and e.transfer_id <= t_upto
   group by 1, 2, 3
      on conflict (hour, ledger, kind) do update set amount = b.amount + excluded.amount, entries = b.entries + excluded.entries;
  perform report_count_tries(zone);
  is_more := c_upto < w.mark_cdr or t_upto < w.mark_transfer;
  counted := (c_upto - w.after_cdr) + (t_upto - w.after_transfer);
  update report_watch
     set after_cdr = c_upto, after_transfer = t_upto, counted_to = case when is_more then counted_to else w.marked_at end;
end $$;

revoke execute on function cdr_takes_transaction, zone_makes_recount, report_mark, report_corrections, report_count_tries, report_count from public;
grant execute on function report_mark, report_count to vsppanel_app;
grant update (is_recount_due) on report_watch to vsppanel_app;
grant select on report_destination, traffic_hour, traffic_day, traffic_account_hour, traffic_account_day, traffic_cause_day, provider_tries_day, books_hour,
  report_watch
  to vsppanel_app, vsppanel_read;
