-- The fraud guard: what accounts may call, how much at once, and what is done when their calls look like somebody else's.
-- Accounts that are there already have no row in account_guard: the guard refuses them nothing and only warns, until staff say so.
create table guard_setting (
  only_row boolean primary key default true check (only_row),
  is_on boolean not null default true,
  countries text[] not null default '{}' check (array_position(countries, null) is null),
  price_per_minute_max bigint check (price_per_minute_max >= 0),
  call_seconds_max int not null default 3600 check (call_seconds_max between 60 and 14400),
  calls_at_once int not null default 10 check (calls_at_once between 1 and 1000),
  calls_per_minute int not null default 20 check (calls_per_minute between 1 and 10000),
  calls_per_hour int not null default 120 check (calls_per_hour between 1 and 100000),
  young_days int not null default 14 check (young_days between 0 and 365),
  young_calls_at_once int not null default 2 check (young_calls_at_once between 1 and 1000),
  young_calls_per_minute int not null default 6 check (young_calls_per_minute between 1 and 10000),
  young_calls_per_hour int not null default 30 check (young_calls_per_hour between 1 and 100000),
  reactions jsonb not null default '{}' check (jsonb_typeof(reactions) = 'object'),
  spend_floor bigint check (spend_floor >= 0),
  night_from int not null default 22 check (night_from between 0 and 23),
  night_to int not null default 6 check (night_to between 0 and 23),
  hangs_up boolean not null default true,
  mail_to text not null default '',
  tells_customer boolean not null default false,
  quiet_hours int not null default 24 check (quiet_hours between 0 and 720),
  version int not null default 1
);
comment on table guard_setting is 'The fraud guard as the operator sets it: one row. Money is 10^-8 of a currency unit, null = what is usual for the currency (core/fraud/guardSettings.ts).';
comment on column guard_setting.reactions is 'What is done about each rule where it differs from the usual: {"night_calls": "lock"}.';
insert into guard_setting default values;
create trigger guard_setting_version before update on guard_setting for each row when (old.* is distinct from new.*) execute function bump_version();
create trigger guard_setting_change after update on guard_setting for each row execute function tell_change('guard', 'none');

create table destination_class (
  prefix text primary key check (prefix ~ '^[0-9]{1,15}$'),
  class text not null check (class in ('normal', 'special', 'high_risk')),
  name text not null default '',
  changed_at timestamptz not null,
  changed_by text not null
);
comment on table destination_class is 'Prefixes that the operator puts into a class. The list that comes with the program is in core/fraud/shippedClasses.ts; an entry here comes before one with the same prefix there.';
create trigger destination_class_change after insert or update or delete on destination_class for each statement execute function tell_change('guard', 'none');

create table account_guard (
  account_id bigint primary key references account,
  is_guarded boolean not null default true,
  allows_special boolean not null default false,
  allows_high_risk boolean not null default false,
  countries text[] check (array_position(countries, null) is null),
  price_per_minute_max bigint check (price_per_minute_max >= 0),
  call_seconds_max int check (call_seconds_max between 60 and 14400),
  calls_at_once int check (calls_at_once between 1 and 1000),
  calls_per_minute int check (calls_per_minute between 1 and 10000),
  calls_per_hour int check (calls_per_hour between 1 and 100000),
  state text not null default 'none' check (state in ('none', 'throttled', 'locked')),
  state_since timestamptz,
  state_said text,
  quiet_until timestamptz,
  version int not null default 1,
  check ((state = 'none') = (state_since is null and state_said is null))
);
comment on table account_guard is 'The fraud guard of one account: what differs from guard_setting (null = nothing), and what the guard did to it. No row = an account from before the guard: not guarded.';
comment on column account_guard.state is 'throttled = one call to the outside at a time; locked = none. Emergency calls, calls inside and incoming calls always work.';
comment on column account_guard.quiet_until is 'Released: until then the guard only warns.';
create index account_guard_stopped on account_guard (account_id) where state <> 'none'; -- who is locked or throttled?
create trigger account_guard_version before update on account_guard for each row when (old.* is distinct from new.*) execute function bump_version();
-- The copy of the account in call control is old now. Whoever adds a row for an account of old says so himself.
create trigger account_guard_bumps_account after update or delete on account_guard for each row execute function bump_account();

create table guard_use (
  account_id bigint primary key references account,
  minute bigint not null,
  in_minute int not null,
  hour bigint not null,
  in_hour int not null,
  call_id text not null
) with (fillfactor = 50);
comment on table guard_use is 'Exposed calls that an account began in its newest minute and hour by the clock, since 1970-01-01T00:00Z. One row, changed under the account''s lock.';
comment on column guard_use.call_id is 'The newest of them: asked for again, it is not counted again.';

create table guard_act (
  id bigint generated always as identity primary key,
  account_id bigint not null references account,
  at timestamptz not null,
  kind text not null check (kind in ('warn', 'throttle', 'lock', 'release')),
  rules text[] not null default '{}',
  said text not null,
  by_name text not null
);
comment on table guard_act is 'What the fraud guard, or staff with it, did to an account and why. Never changed.';
create index guard_act_of_account on guard_act (account_id, id desc); -- what was done to this account?
create trigger guard_act_is_kept before update or delete or truncate on guard_act for each statement execute function refuse_audit_change();

create table guard_history (
  account_id bigint primary key references account,
  up_to date not null,
  days int not null,
  calls_by_hour int[] not null,
  abroad_by_hour int[] not null,
  spend_by_hour bigint[] not null,
  night_calls int not null,
  prefixes text[] not null
);
comment on table guard_history is 'What an account usually does, read from its CDRs of eight weeks up to the midnight that begins up_to; made anew when that is over. Only for accounts of whom it was asked.';
comment on column guard_history.prefixes is 'The first digits of numbers abroad that answered, as many as tell the country: four, or seven where parts of a country are countries of their own.';

create table guard_network (
  account_id bigint not null references account,
  network cidr not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (account_id, network)
);
comment on table guard_network is 'Networks from which the phones of an account were registered when it called to the outside: /16 of IPv4, /32 of IPv6.';

create table guard_watch (
  only_row boolean primary key default true check (only_row),
  from_cdr_id bigint not null,
  seen_cdr_id bigint not null,
  moved_at timestamptz not null
);
comment on table guard_watch is 'Up to which CDR the guard has looked. from_cdr_id stays half a minute behind, for CDRs whose transactions end late.';

alter table call
  add column is_exposed boolean,
  add column seconds_max int check (seconds_max > 0);
comment on column call.is_exposed is 'Abroad, special or high-risk, of a guarded account; null = not counted by the guard.';
comment on column call.seconds_max is 'The longest that the guard lets this call last; null = as any call.';

grant select on guard_setting, destination_class, account_guard, guard_act, guard_history, guard_network, guard_watch to vsppanel_app, vsppanel_read;
grant insert, update on guard_setting, account_guard, guard_history, guard_watch to vsppanel_app;
grant insert, update, delete on destination_class, guard_network to vsppanel_app;
grant insert on guard_act to vsppanel_app;

-- As in 0019_charging.sql (call_limit_reason, renamed by 0021), and what the guard counts (p_limits guard: isThrottled; callsAtOnce,
-- callsPerMinute, callsPerHour with minute and hour for an exposed call). Attempts count, so that trying without end does not help.
-- Runs under the account's lock: nobody else counts this account at the same time.
create or replace function call_caps_reason(c call, p_limits jsonb) returns text language plpgsql volatile as $$
declare most int := (p_limits ->> 'callLimit')::int; most_of_number int := (p_limits ->> 'numberCallLimit')::int; g record; u guard_use;
begin
  if c.destination_kind = 'emergency' then return null; end if;
  -- No further than the limit is counted: a busy account has thousands.
  if (select count(*) from (select from call o where o.account_id = c.account_id limit most) as up) >= most then return 'too_many_calls'; end if;
  if (select count(*) from (select from call o where o.network_number_id = c.network_number_id limit most_of_number) as up) >= most_of_number then
    return 'too_many_calls';
  end if;
  if not p_limits ? 'guard' then return null; end if;
  select * into g
    from jsonb_to_record(p_limits -> 'guard')
      as g ("isThrottled" boolean, "callsAtOnce" int, "callsPerMinute" int, "callsPerHour" int, minute bigint, hour bigint);
  if g."isThrottled" and exists (select from call o where o.account_id = c.account_id and o.direction = 'outgoing' and o.destination_kind = 'outside') then
    return 'guard_throttled';
  end if;
  if g."callsAtOnce" is null then return null; end if;
  if (select count(*) from (select from call o where o.account_id = c.account_id and o.is_exposed limit g."callsAtOnce") as up) >= g."callsAtOnce" then
    return 'guard_calls';
  end if;
  insert into guard_use as o (account_id, minute, in_minute, hour, in_hour, call_id) values (c.account_id, g.minute, 1, g.hour, 1, c.call_id)
      on conflict (account_id) do update
     set in_minute = case when g.minute > o.minute then 0 else o.in_minute end + (o.call_id <> c.call_id)::int, minute = greatest(o.minute, g.minute),
         in_hour = case when g.hour > o.hour then 0 else o.in_hour end + (o.call_id <> c.call_id)::int, hour = greatest(o.hour, g.hour), call_id = c.call_id
  returning * into u;
  return case when u.in_minute > g."callsPerMinute" or u.in_hour > g."callsPerHour" then 'guard_rate' end;
end $$;

-- Made by 0019 for the functions alone; the back office asks for it too.
grant execute on function hour_of to vsppanel_app;
