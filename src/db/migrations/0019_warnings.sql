-- Alerts for staff, and the balances at which a Pre-Paid customer is warned.
create table alert (
  id bigint generated always as identity primary key,
  key text not null unique check (key <> ''),
  kind text not null check (kind ~ '^[a-z_]+$'),
  account_id bigint references account,
  params jsonb not null default '{}',
  raised_at timestamptz not null default clock_timestamp(),
  is_letter_due boolean not null default false,
  closed_at timestamptz,
  closed_by text
);
comment on table alert is 'What staff should look at. key raises an alert once; params are what its sentence says (core/accounts/alert.ts), money as 10^-8 text.';
comment on column alert.is_letter_due is 'The customer is still to be written to about it; a job of the back office does.';
create index alert_open on alert (id desc) where closed_at is null; -- what is to be looked at?
create index alert_of_account on alert (account_id, id desc); -- what happened to this account?
create index alert_letter_due on alert (id) where is_letter_due; -- whom to write to?
grant select, insert, update on alert to vsppanel_app;
grant select on alert to vsppanel_read;
create trigger alert_change after insert or update on alert for each row execute function tell_change('alert', 'account_id');

alter table account_balance add column warn_below bigint;
comment on column account_balance.warn_below is 'The next warning is due when posted falls to this: the highest of the account''s levels that it was above. Null = none.';

-- The levels of an account: its own, else the operator's; none for Post-Paid.
create function low_balance_levels(p_account_id bigint) returns bigint[] language sql stable as $$
  select case when a.payment_type = 'pre_paid' then coalesce(a.low_balance_at, (select low_balance_at from setting)) else '{}' end
    from account a where a.id = p_account_id
$$;
create function highest_below(p_levels bigint[], p_amount bigint) returns bigint language sql immutable as $$
  select max(l) from unnest(p_levels) as l where l < p_amount
$$;

-- A balance that falls to a level raises one alert, for the lowest level that it reached; risen above a level, it is watched again.
create function watch_balance() returns trigger language plpgsql as $$
declare levels bigint[] := low_balance_levels(new.account_id); reached bigint;
begin
  if new.posted < old.posted then
    select min(l) into reached from unnest(levels) as l where l >= new.posted and l <= old.warn_below;
    if reached is not null then
      insert into alert (key, kind, account_id, params, is_letter_due)
      values ('low_balance ' || new.account_id || ' ' || gen_random_uuid(), 'low_balance', new.account_id,
              jsonb_build_object('level', reached::text, 'balance', new.posted::text), true);
    end if;
  end if;
  new.warn_below := highest_below(levels, new.posted);
  return new;
end $$;
-- The condition is what every call pays for it; the function runs when a balance rises or reaches its level.
create trigger balance_is_watched before update of posted on account_balance for each row
  when (new.posted > old.posted or new.posted <= old.warn_below) execute function watch_balance();

-- Other levels count from now on; a balance that is below one already is not warned of.
create function rearm_low_balance() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update account_balance b set warn_below = highest_below(low_balance_levels(new.id), b.posted) where b.account_id = new.id;
  return null;
end $$;
create trigger account_low_balance after update of low_balance_at, payment_type on account for each row
  when (old.low_balance_at is distinct from new.low_balance_at or old.payment_type <> new.payment_type) execute function rearm_low_balance();

create table low_balance_rearm (
  only_row boolean primary key default true check (only_row),
  after_account_id bigint not null
);
comment on table low_balance_rearm is 'There while the operator''s levels are being carried over to all accounts: how far that is.';
create function rearm_all_low_balances() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into low_balance_rearm (after_account_id) values (0) on conflict (only_row) do update set after_account_id = 0;
  return null;
end $$;
create trigger setting_low_balance after update of low_balance_at on setting for each row
  when (old.low_balance_at is distinct from new.low_balance_at) execute function rearm_all_low_balances();

-- Carries the levels over to the next p_limit accounts; false when there is nothing (more) to do.
create function low_balance_rearm_some(p_limit int) returns boolean language plpgsql security definer set search_path = public as $$
declare from_id bigint; last_id bigint;
begin
  select after_account_id into from_id from low_balance_rearm for update;
  if not found then return false; end if;
  perform 1 from account_balance b where b.account_id > from_id order by b.account_id limit p_limit for update;
  with next as (select b.account_id from account_balance b where b.account_id > from_id order by b.account_id limit p_limit),
       armed as (update account_balance b set warn_below = highest_below(low_balance_levels(b.account_id), b.posted)
                   from next where next.account_id = b.account_id
                    and b.warn_below is distinct from highest_below(low_balance_levels(b.account_id), b.posted))
  select max(account_id) into last_id from next;
  if last_id is null then
    delete from low_balance_rearm;
    return false;
  end if;
  update low_balance_rearm set after_account_id = last_id;
  return true;
end $$;
revoke execute on function low_balance_levels, highest_below, watch_balance, rearm_low_balance, rearm_all_low_balances, low_balance_rearm_some from public;
grant execute on function low_balance_rearm_some to vsppanel_app;
