-- Included minutes: seconds per period for groups of prefixes, set aside for a call like money; and the own prices of one account.
create table bundle (
  id bigint generated always as identity primary key,
  billing_package_id bigint references billing_package,
  account_id bigint references account,
  name text not null check (name <> ''),
  prefixes text[] not null check (cardinality(prefixes) between 1 and 1000),
  seconds int not null check (seconds between 1 and 100000000),
  period text not null check (period in ('day', 'week', 'month')),
  does_roll_over boolean not null,
  mode text not null check (mode in ('seconds', 'block')),
  covers_flag_fall boolean not null,
  begins_on date not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  check (num_nonnulls(billing_package_id, account_id) = 1)
);
comment on table bundle is 'Included seconds per period, for every account of a package or for one account. Never changed: another offer is another bundle, so that a past price stays reproducible. Periods are those of the operator''s calendar.';
create index bundle_of_package on bundle (billing_package_id) where ended_at is null; -- what does this package include?
create index bundle_of_account on bundle (account_id) where ended_at is null; -- what does this account have beside its package?

create table bundle_use (
  account_id bigint not null references account,
  bundle_id bigint not null references bundle,
  period date not null,
  granted int not null check (granted >= 0),
  used int not null default 0 check (used >= 0),
  held int not null default 0 check (held >= 0),
  primary key (account_id, bundle_id, period)
);
comment on table bundle_use is 'What an account has of a bundle in the period that begins on this date: seconds granted (with what was carried over), used by finished calls, held for calls in progress. There from the first call of the period on.';

create table bundle_call (
  call_id text primary key,
  account_id bigint not null,
  bundle_id bigint not null,
  period date not null,
  held int not null check (held >= 0),
  used int check (used >= 0),
  foreign key (account_id, bundle_id, period) references bundle_use
);
comment on table bundle_call is 'The included seconds of a call: set aside while it lasts, then used. used is null while the call is in progress.';

-- What a period begins with: the bundle's seconds, and with roll-over what is left of the period before (once: it does not add up for ever).
-- A period in which nobody called has no row; then all of it is left, if bundle and account were there before this period began.
create function bundle_granted(b bundle, p_account_id bigint, p_period date, p_previous date) returns int language sql stable as $$
  select b.seconds + case when not b.does_roll_over or b.begins_on >= p_period then 0
                          else coalesce((select least(b.seconds, greatest(0, u.granted - u.used - u.held))
                                           from bundle_use u
                                          where u.account_id = p_account_id and u.bundle_id = b.id and u.period = p_previous),
                                        (select case when a.created_at < p_period then b.seconds else 0 end from account a where a.id = p_account_id)) end
$$;

-- What is left for a further call, and what this call has already (p_call_id may be one that nobody knows yet).
create function bundle_left(p_bundle_id bigint, p_account_id bigint, p_period date, p_previous date, p_call_id text) returns int language sql stable
security definer set search_path = public as $$
  select greatest(0, coalesce(u.granted, bundle_granted(b, p_account_id, p_period, p_previous)) - coalesce(u.used + u.held, 0))
         + coalesce((select c.held from bundle_call c where c.call_id = p_call_id and c.used is null), 0)
    from bundle b
    left join bundle_use u on u.bundle_id = b.id and u.account_id = p_account_id and u.period = p_period
   where b.id = p_bundle_id
$$;

-- HOOK of 0019. p_limits: bundleId, period, previous, and includedAt: how many included seconds a grant of so many seconds uses.
-- 'stale' when they are not there any more: core asks and plans once more.
create or replace function call_included_take(c call, p_limits jsonb) returns text language plpgsql as $$
declare l record; wished int; had int; free int;
begin
  if not p_limits ? 'bundleId' then return null; end if;
  select * into l from jsonb_to_record(p_limits) as l ("bundleId" bigint, period date, previous date, "includedAt" jsonb);
  wished := coalesce((l."includedAt" ->> c.granted_seconds::text)::int, 0);
  insert into bundle_use (account_id, bundle_id, period, granted)
  select c.account_id, b.id, l.period, bundle_granted(b, c.account_id, l.period, l.previous) from bundle b where b.id = l."bundleId"
      on conflict do nothing;
  select granted - used - held into free
    from bundle_use where account_id = c.account_id and bundle_id = l."bundleId" and period = l.period for update;
  select held into had from bundle_call where call_id = c.call_id and used is null;
  if wished - coalesce(had, 0) > free then return 'stale'; end if;
  insert into bundle_call (call_id, account_id, bundle_id, period, held)
  values (c.call_id, c.account_id, l."bundleId", l.period, wished)
      on conflict (call_id) do update set held = excluded.held;
  update bundle_use set held = held + wished - coalesce(had, 0)
   where account_id = c.account_id and bundle_id = l."bundleId" and period = l.period;
  return null;
end $$;

-- HOOK of 0019. What the call did not use goes back.
create or replace function call_included_settle(c call, p_settlement jsonb) returns void language plpgsql as $$
declare h bundle_call; spent int := coalesce((p_settlement ->> 'includedSeconds')::int, 0);
begin
  select * into h from bundle_call where call_id = c.call_id and used is null for update;
  if not found then return; end if;
  update bundle_use set held = held - h.held, used = used + spent
   where account_id = h.account_id and bundle_id = h.bundle_id and period = h.period;
  update bundle_call set held = 0, used = spent where call_id = c.call_id;
end $$;

-- A copy of an account knows its own bundles; those of a package are read with its rates.
create trigger bundle_bumps_account after insert or update on bundle for each row when (new.account_id is not null) execute function bump_account();

alter table account add exception_package_id bigint references billing_package;
comment on column account.exception_package_id is 'Own prices of this account (a billing package of kind exception); the longest prefix of both decides, at equal length the own one.';

grant select on bundle, bundle_use, bundle_call to vsppanel_app, vsppanel_read;
grant insert on bundle to vsppanel_app;
grant update (ended_at) on bundle to vsppanel_app;
revoke execute on function bundle_granted, bundle_left from public;
grant execute on function bundle_left to vsppanel_app, vsppanel_read;
