-- Every parameter of a rate, time bands, and versions that begin at their own instant.
create extension if not exists btree_gist;

alter table billing_package add kind text not null default 'sell' check (kind in ('sell', 'cost', 'exception'));
alter table billing_package add is_revenue_share boolean not null default false;
comment on column billing_package.kind is 'sell = what accounts are put on; cost = what a provider asks of us; exception = the own prices of one account.';
comment on column billing_package.is_revenue_share is 'True when its prices may be negative: the customer is paid (charging.md R13).';

-- One jsonb for what few rates have, so that a plain rate costs nothing more. Prices in it are digits in quotes, 10^-12.
alter table rate add further jsonb check (jsonb_typeof(further) = 'object');
comment on column rate.further is '{slots, bands, surcharges, surchargeMillionths, attemptFee} as core/rating/further.ts writes them; null = a plain rate.';
alter table rate drop constraint rate_flag_fall_check, drop constraint rate_price_check, drop constraint rate_initial_price_check;
alter table rate add constraint rate_one_version exclude using gist
  (billing_package_id with =, prefix with =, tstzrange(valid_from, valid_to) with &&);
create index rate_to_come on rate (billing_package_id, valid_from); -- which rates begin later than now?

-- Negative prices only where the package says so.
create function refuse_negative_rate() returns trigger language plpgsql as $$
begin
  if not (select is_revenue_share from billing_package where id = new.billing_package_id) then
    raise exception 'rate %: a price below zero needs a revenue-share package', new.prefix using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger rate_is_not_negative before insert or update on rate for each row
  when (new.price < 0 or new.flag_fall < 0 or new.initial_price < 0 or new.further::text like '%": "-%') execute function refuse_negative_rate();

create table package_terms (
  billing_package_id bigint not null references billing_package,
  valid_from timestamptz not null,
  follows_operator boolean not null,
  time_zone text not null check (time_zone <> ''),
  boundary_mode text not null check (boundary_mode in ('instant', 'start', 'split')),
  duration_rounding text not null check (duration_rounding in ('ceil', 'half_up', 'floor')),
  grace_mode text not null check (grace_mode in ('up_to', 'below', 'subtract', 'unless_minimum')),
  windows jsonb not null check (jsonb_typeof(windows) = 'array'),
  holidays jsonb not null check (jsonb_typeof(holidays) = 'array'),
  primary key (billing_package_id, valid_from)
);
comment on table package_terms is 'How a billing package reads its rates: zone, time bands, holidays and customs. The last version that began at or before the answer of a call holds for it; versions are added, never changed, so that a past price stays reproducible. windows: [{band, days (1 = Monday), from, to (minutes)}]; holidays: [{date, name, band, from, to}].';
comment on column package_terms.follows_operator is 'True when time_zone is the operator''s because the package has none of its own; then a new zone of the operator is a new version.';

create function follow_operator_zone() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into package_terms (billing_package_id, valid_from, follows_operator, time_zone, boundary_mode, duration_rounding, grace_mode, windows, holidays)
  select t.billing_package_id, greatest(now(), t.valid_from + interval '1 millisecond'), true, new.time_zone, t.boundary_mode, t.duration_rounding,
         t.grace_mode, t.windows, t.holidays
    from (select distinct on (billing_package_id) * from package_terms order by billing_package_id, valid_from desc) t
   where t.follows_operator;
  update billing_package set name = name
   where id in (select billing_package_id from package_terms where follows_operator);
  return null;
end $$;
revoke execute on function follow_operator_zone, refuse_negative_rate from public;
create trigger setting_zone_is_followed after update of time_zone on setting for each row
  when (old.time_zone is distinct from new.time_zone) execute function follow_operator_zone();

-- A call that rings while a new price list begins is priced with that.
grant update (rate_id) on call to vsppanel_app;
grant select on package_terms to vsppanel_app, vsppanel_read;
grant insert on package_terms to vsppanel_app;
