-- Providers with all that carriers ask for, their state, caps that are counted where calls are booked, and routes that choose.
alter table provider
  add column transport text not null default 'udp' check (transport in ('udp', 'tcp', 'tls')),
  add column media_encryption text not null default 'none' check (media_encryption in ('none', 'optional', 'required')),
  add column host_priority int not null default 1 check (host_priority between 1 and 100),
  add column host_weight int not null default 1 check (host_weight between 1 and 100),
  add column more_hosts jsonb not null default '[]' check (jsonb_typeof(more_hosts) = 'array'),
  add column source_addresses text[] not null default '{}',
  add column codecs text[] not null default '{alaw,ulaw,g722,gsm}'
    check (cardinality(codecs) > 0 and codecs <@ '{alaw,ulaw,g722,gsm}'::text[]),
  add column number_rules jsonb not null default '[]' check (jsonb_typeof(number_rules) = 'array'),
  add column caller_id_rule text not null default 'pass' check (caller_id_rule in ('pass', 'fixed', 'account', 'prefix')),
  add column hides_caller_id boolean not null default false,
  add column calls_per_second int check (calls_per_second > 0),
  add column cost_package_id bigint references billing_package,
  add column daily_cost_limit bigint check (daily_cost_limit >= 0),
  add column monthly_cost_limit bigint check (monthly_cost_limit >= 0),
  add column is_in_maintenance boolean not null default false,
  add column probe_seconds int not null default 30 check (probe_seconds = 0 or probe_seconds between 2 and 3600),
  add column fence_after int not null default 5 check (fence_after between 0 and 100),
  add column fence_seconds int not null default 60 check (fence_seconds between 1 and 3600),
  drop constraint provider_number_format_check,
  add constraint provider_number_format_check check (number_format in ('e164', 'plus_e164', 'international', 'national', 'local'));
update provider set caller_id_rule = 'fixed' where caller_id <> '';
alter table provider
  add column is_capped boolean not null generated always as
    (channel_limit is not null or calls_per_second is not null or daily_cost_limit is not null or monthly_cost_limit is not null) stored;
comment on column provider.host is 'The first host; further ones with their ports, priorities and weights in more_hosts.';
comment on column provider.source_addresses is 'Addresses or networks from which this provider sends calls; they are its authentication.';
comment on column provider.number_rules is 'Forms for numbers that begin with a prefix: prefix, numberFormat, stripDigits, addPrefix. The longest prefix counts.';
comment on column provider.cost_package_id is 'The billing package with what this provider takes (its cost deck).';
comment on column provider.daily_cost_limit is '10^-8 of a currency unit; no new call when so much was spent there today.';
comment on column provider.is_in_maintenance is 'Takes no new calls; calls in progress stay.';
comment on column provider.probe_seconds is 'How often it is asked whether it is there (SIP OPTIONS, IAX2 POKE); 0 = never.';
comment on column provider.fence_after is 'After so many calls in a row that it did not take it gets none for fence_seconds; 0 = never.';
create index provider_by_cost_package on provider (cost_package_id) where cost_package_id is not null; -- whose deck is this?

create table provider_host_state (
  provider_id bigint not null references provider,
  host int not null check (host >= 1),
  probe text not null check (probe in ('unknown', 'up', 'down', 'recovering', 'loop')),
  good_since timestamptz,
  failures int not null default 0,
  fenced_until timestamptz,
  registration text check (registration in ('registered', 'unregistered', 'rejected')),
  round_trip_us int,
  since timestamptz not null,
  primary key (provider_id, host)
) with (fillfactor = 70);
comment on table provider_host_state is 'What call control knows of each host of a provider; written when it changes. No row = not looked at yet, calls go there.';
create trigger provider_host_state_change after insert or update of probe, fenced_until on provider_host_state
  for each row execute function tell_change('provider', 'provider_id');

create table provider_tally (
  provider_id bigint not null references provider,
  minute timestamptz not null,
  attempts int not null default 0,
  answered int not null default 0,
  primary key (provider_id, minute)
) with (fillfactor = 70);
comment on table provider_tally is 'Attempts at each provider by the minute in which they ended, and how many of them were answered.';

create table provider_load (
  provider_id bigint primary key references provider,
  second timestamptz not null default '2000-01-01',
  started int not null default 0
) with (fillfactor = 50);
comment on table provider_load is 'The lock under which the calls of a provider with a cap are counted, and how many began in the running second.';
insert into provider_load (provider_id) select id from provider;
create function provider_gets_load() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into provider_load (provider_id) values (new.id);
  return null;
end $$;
create trigger provider_gets_load after insert on provider for each row execute function provider_gets_load();

create table call_channel (
  provider_id bigint not null references provider,
  call_id text not null references call on delete cascade deferrable initially deferred,
  primary key (provider_id, call_id)
);
comment on table call_channel is 'Which calls may be using a channel of a provider with a channel limit: until the answer each provider that a call may be tried at, then only the one that answered.';
create index call_channel_of_call on call_channel (call_id); -- which channels does a call that ends give back?

create table provider_spend (
  provider_id bigint not null references provider,
  day date not null,
  cost bigint not null default 0,
  primary key (provider_id, day)
) with (fillfactor = 50);
comment on table provider_spend is 'What the calls of a day cost at a provider, by the operator''s calendar; 10^-8 of a currency unit.';
create function cdr_spends_at_provider() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into provider_spend (provider_id, day, cost)
  values (new.provider_id, (new.ended_at at time zone (select time_zone from setting))::date, new.cost)
      on conflict (provider_id, day) do update set cost = provider_spend.cost + excluded.cost;
  return null;
end $$;
create trigger cdr_spends_at_provider after insert on cdr for each row
  when (new.cost > 0 and new.provider_id is not null) execute function cdr_spends_at_provider();

-- Only the provider that answered keeps its channel.
create function call_frees_channels() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from call_channel
   where call_id = new.call_id
     and provider_id is distinct from (new.attempts -> (new.attempt - 1) ->> 'providerId')::bigint;
  return null;
end $$;
create trigger call_frees_channels after update of attempt on call for each row
  when (old.attempt is null and new.attempt is not null) execute function call_frees_channels();

-- Why a provider takes no further call now, or null: its caps, in the order in which the route check names them. Volatile, so that it sees what
-- was committed while its caller waited for the lock.
create function provider_full(p_provider_id bigint, p_day date) returns text language sql volatile as $$
  select case
           when (select count(*) from (select from call_channel c where c.provider_id = p.id limit p.channel_limit) as taken) >= p.channel_limit then 'channels'
           when p.calls_per_second <= (select l.started from provider_load l
                                        where l.provider_id = p.id and l.second = date_trunc('second', clock_timestamp())) then 'calls_per_second'
           when p.daily_cost_limit <= coalesce((select cost from provider_spend s where s.provider_id = p.id and s.day = p_day), 0) then 'spent_today'
           when p.monthly_cost_limit <= (select coalesce(sum(cost), 0) from provider_spend s
                                          where s.provider_id = p.id and s.day between date_trunc('month', p_day)::date and p_day) then 'spent_this_month'
         end
    from provider p
   where p.id = p_provider_id and p.is_capped
$$;

-- HOOK of 0019. Leaves out the attempts at providers that are full, and takes the channels of the others. Providers with a cap are counted one after
-- the other, under a lock each, in id order; all others cost one look at an index. An emergency call is never counted out.
create or replace function call_attempts_left(c call, p_limits jsonb) returns jsonb language plpgsql volatile as $$
declare ids bigint[]; full_ones bigint[] := '{}'; open_ones bigint[]; p record; first_id bigint; left_over jsonb;
begin
  if c.destination_kind <> 'outside' then return c.attempts; end if;
  select array_agg(distinct (a ->> 'providerId')::bigint) into ids from jsonb_array_elements(c.attempts) as a where a ? 'providerId';
  if ids is null or not exists (select from provider where id = any (ids) and is_capped) then return c.attempts; end if;
  perform 1 from provider_load l join provider r on r.id = l.provider_id where l.provider_id = any (ids) and r.is_capped order by l.provider_id for update of l;
  for p in select id from provider where id = any (ids) and is_capped loop
    if provider_full(p.id, (p_limits ->> 'day')::date) is not null then full_ones := full_ones || p.id; end if;
  end loop;
  select coalesce(jsonb_agg(a order by n), '[]'), (array_agg((a ->> 'providerId')::bigint order by n))[1]
    into left_over, first_id
    from jsonb_array_elements(c.attempts) with ordinality as t (a, n)
   where (a ->> 'providerId')::bigint is null or (a ->> 'providerId')::bigint <> all (full_ones);
  if left_over = '[]' then return left_over; end if;
  select array_agg(id) into open_ones from unnest(ids) as id where id <> all (full_ones);
  insert into call_channel (provider_id, call_id) select id, c.call_id from provider where id = any (open_ones) and channel_limit is not null;
  update provider_load
     set started = case when second = date_trunc('second', clock_timestamp()) then started + 1 else 1 end, second = date_trunc('second', clock_timestamp())
   where provider_id = first_id and exists (select from provider where id = first_id and calls_per_second is not null);
  return left_over;
end $$;

-- Routes: rules by number, each with its way to choose; the columns of a rule stand on each of its rows.
alter table route
  add column failover_stop_at int[] not null default '{19}',
  add column no_answer_seconds int check (no_answer_seconds between 5 and 120),
  add column loss_guard text not null default 'off' check (loss_guard in ('off', 'warn', 'skip')),
  add column loss_at text not null default 'first_minute' check (loss_at in ('first_minute', 'any_length'));
comment on column route.failover_stop_at is 'ITU-T Q.850 causes after which no further provider is tried. Busy (17) always ends a call.';
comment on column route.no_answer_seconds is 'A phone that rings so long in vain leads to the next provider; null = it ends the call.';
alter table route_rule
  add column rule int not null default 1 check (rule >= 1),
  add column choice text not null default 'ordered' check (choice in ('ordered', 'least_cost', 'weighted')),
  add column weight int not null default 1 check (weight between 1 and 1000),
  add column windows jsonb not null default '[]' check (jsonb_typeof(windows) = 'array'),
  add column caller_group text not null default '';
update route_rule r
   set rule = n.rule
  from (select route_id, prefix, dense_rank() over (partition by route_id order by prefix) as rule from route_rule) as n
 where n.route_id = r.route_id and n.prefix = r.prefix;
alter table route_rule drop constraint route_rule_pkey, add primary key (route_id, rule, position);
comment on column route_rule.rule is 'Which rule of the route; prefix, choice, windows and caller_group are the same on all rows of one rule.';
comment on column route_rule.windows is 'When the rule holds, in the operator''s zone: days, from, to; empty = always.';
comment on column route_rule.caller_group is 'For accounts of this caller group only; empty = for all.';

alter table account add column caller_group text not null default '' check (length(caller_group) <= 40);
comment on column account.caller_group is 'A word that rules of routes ask for; empty = none.';

grant select on provider_host_state, provider_tally, provider_load, call_channel, provider_spend to vsppanel_app, vsppanel_read;
grant insert, update, delete on provider_host_state to vsppanel_app;
grant insert, update on provider_tally to vsppanel_app;
revoke execute on function provider_full, provider_gets_load, cdr_spends_at_provider, call_frees_channels from public;
grant execute on function provider_full to vsppanel_app;
grant select (transport, media_encryption, host_priority, host_weight, more_hosts, source_addresses, codecs, number_rules, caller_id_rule, hides_caller_id,
  calls_per_second, cost_package_id, daily_cost_limit, monthly_cost_limit, is_in_maintenance, probe_seconds, fence_after, fence_seconds, is_capped)
  on provider to vsppanel_read;
