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

-- As in 0019_charging.sql, but a clock may be a day ahead in hours too.
-- Keeps the sums of an account when a call ends: its hold goes, its charge counts for the caps. A charge of a day or an hour that is over is not
-- counted any more; a clock far ahead of ours may not close the count for the days until then.
create or replace function account_spends(p_account_id bigint, p_hold bigint, p_charge bigint, p_day date, p_hour int) returns void language sql as $$
  update account_balance
     set held = held - p_hold,
         spent_on_day = case when o.day > spend_day then 0 else spent_on_day end + case when o.day >= spend_day then p_charge else 0 end,
         spend_day = greatest(spend_day, o.day),
         spent_in_hour = case when o.hour > spend_hour then 0 else spent_in_hour end + case when o.hour >= spend_hour then p_charge else 0 end,
         spend_hour = greatest(spend_hour, o.hour)
    from (select least(p_day, current_date + 1) as day, least(p_hour, hour_of(now() + interval '1 day')) as hour) as o
   where account_id = p_account_id
$$;

-- As in 0019_charging.sql, and a price below zero (revenue share, charging.md R13) is the customer's money.
create or replace function call_settle(p_settlement jsonb, out outcome text, out charge bigint, out loss bigint)
language plpgsql security definer set search_path = public as $$
declare s record; b account_balance; c call; seen cdr; own text; is_prepaid boolean; t bigint;
        k text[] := '{}'; acc bigint[] := '{}'; amt bigint[] := '{}';
begin
  select * into s
    from jsonb_to_record(p_settlement)
      as s ("callId" text, "durationMs" bigint, "billedSeconds" int, price bigint, "answeredAt" timestamptz, "endedAt" timestamptz, attempt int,
            outcome text, "hangupCause" int, "isEstimated" boolean, day date, cost bigint, "costRateId" bigint, "includedSeconds" int,
            "pddMs" int, codec text, quality jsonb, recording text);
  select * into b from account_balance where account_id = (select account_id from call where call_id = s."callId") for update;
  select * into c from call where call_id = s."callId";
  if not found then
    select * into seen from cdr where call_id = s."callId";
    if not found then outcome := 'unknown'; return; end if;
    outcome := case when seen.duration_ms = s."durationMs" then 'replayed' else 'conflict' end;
    charge := seen.charge; loss := seen.loss; return;
  end if;
  is_prepaid := (select payment_type = 'pre_paid' from account where id = c.account_id);
  charge := s.price;
  if is_prepaid then charge := least(s.price, c.hold + greatest(0, b.posted - b.held + b.credit_limit)); end if;
  loss := s.price - charge;
  if c.hold > 0 or charge > 0 then perform account_spends(c.account_id, c.hold, greatest(0, charge), s.day, hour_of(s."endedAt")); end if;
  if s.price <> 0 then
    own := case when is_prepaid then 'prepaid' else 'unbilled' end;
    k := k || 'call_revenue'::text; acc := acc || 0::bigint; amt := amt || -s.price;
    if charge <> 0 then k := k || own; acc := acc || c.account_id; amt := amt || charge; end if;
    if loss > 0 then k := k || 'overrun_loss'::text; acc := acc || 0::bigint; amt := amt || loss; end if;
  end if;
  if s.cost > 0 then
    k := k || array['provider_cost', 'provider_payable']; acc := acc || array[0, 0]::bigint[]; amt := amt || array[s.cost, -s.cost];
  end if;
  if cardinality(k) > 0 then
    select l.transfer_id into t from ledger_post('call', c.call_id, s."endedAt", call_title(c), 'system', k, acc, amt) l;
  end if;
  perform call_included_settle(c, p_settlement);
  insert into cdr (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination, callee_account_id,
                   provider_id, rate_id, decimals, rounding_mode, started_at, answered_at, ended_at, duration_ms, billed_seconds, price, charge, loss,
                   outcome, hangup_cause, is_estimated, transfer_id, direction, incoming_number_id,
                   cost, cost_rate_id, included_seconds, pdd_ms, codec, quality, recording)
  values (c.call_id, c.account_id, c.network_number_id, c.protocol, c.caller_number, c.dialled, c.number, c.destination_kind, c.destination, c.callee_account_id,
          (c.attempts -> (coalesce(s.attempt, 1) - 1) ->> 'providerId')::bigint, c.rate_id, c.decimals, c.rounding_mode, c.authorized_at, s."answeredAt",
          s."endedAt", s."durationMs", s."billedSeconds", s.price, charge, loss, s.outcome, s."hangupCause", coalesce(s."isEstimated", false), t,
          c.direction, c.incoming_number_id,
          coalesce(s.cost, 0), s."costRateId", coalesce(s."includedSeconds", 0), s."pddMs", s.codec, s.quality, s.recording);
  delete from call where call_id = c.call_id;
  outcome := 'settled';
end $$;
