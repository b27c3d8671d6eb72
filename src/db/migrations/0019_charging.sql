-- Prepaid under fire: the functions of 0005 and 0012 again, with the hooks that later parts fill in, caps by the hour as well as by the day,
-- grants that are priced again at the answer, the cost of a call beside its price, and more on a CDR.
alter table account
  add column hourly_spend_limit bigint check (hourly_spend_limit >= 0),
  add column low_balance_at bigint[] check (array_position(low_balance_at, null) is null and cardinality(low_balance_at) <= 5);
comment on column account.hourly_spend_limit is '10^-8 of a currency unit for one hour by the clock; null = none.';
comment on column account.low_balance_at is 'At which balances this customer is warned, 10^-8 of a currency unit; null = as the settings say, empty = never.';

alter table setting
  add column default_hourly_spend_limit bigint check (default_hourly_spend_limit >= 0),
  add column low_balance_at bigint[] not null default '{}' check (array_position(low_balance_at, null) is null and cardinality(low_balance_at) <= 5);
comment on column setting.low_balance_at is 'At which balances a Pre-Paid customer is warned by e-mail, 10^-8 of a currency unit.';
grant select (default_hourly_spend_limit, low_balance_at) on setting to vsppanel_read;

alter table account_balance
  add column spend_hour int not null default 0,
  add column spent_in_hour bigint not null default 0;
comment on column account_balance.spend_hour is 'The hour that spent_in_hour counts, in whole hours since 1970-01-01T00:00Z.';

alter table call
  add column direction text not null default 'outgoing' check (direction in ('outgoing', 'incoming')),
  add column incoming_number_id bigint,
  drop constraint call_granted_seconds_check,
  add check (granted_seconds >= 0);
comment on column call.granted_seconds is 'Seconds since the answer that the caller may talk; cumulative. Shrinks at the answer at most (charging.md A2), where 0 = hang up at once.';

alter table cdr
  add column direction text not null default 'outgoing' check (direction in ('outgoing', 'incoming')),
  add column incoming_number_id bigint,
  add column cost bigint not null default 0 check (cost >= 0),
  add column cost_rate_id bigint references rate,
  add column included_seconds int not null default 0 check (included_seconds >= 0),
  add column pdd_ms int check (pdd_ms >= 0),
  add column codec text,
  add column quality jsonb,
  add column recording text;
comment on column cdr.cost is 'What the provider takes for this call, 10^-8 of a currency unit.';
comment on column cdr.included_seconds is 'How many of the billed seconds were included minutes.';
comment on column cdr.pdd_ms is 'Post-dial delay: from the request to the first ringing.';

drop function calls_happened(jsonb, jsonb, text, bigint);
drop function call_authorize(jsonb, int, int, int, bigint, date, int[], bigint[], int);
drop function call_extend(text, int, bigint, date, int[], bigint[]);
drop function call_answer(text, timestamptz, int);
drop function call_settle(text, bigint, int, bigint, timestamptz, timestamptz, int, text, int, boolean, date);
drop function call_correct(text, bigint, bigint);
drop function spendable(account_balance, boolean, bigint, date);

-- What one account can still spend on calls: money, and its caps for the day and the hour that p_limits names (dailyLimit, day, hourlyLimit, hour).
-- What is held counts against both caps, for it may be spent within them. "No limit" is 2^62: a hold added to it still is a bigint.
create function spendable(b account_balance, p_is_metered boolean, p_limits jsonb) returns bigint language sql immutable as $$
  select least(
    4611686018427387904,
    case when p_is_metered then b.posted - b.held + b.credit_limit end,
    (p_limits ->> 'dailyLimit')::bigint - b.held - case when b.spend_day = (p_limits ->> 'day')::date then b.spent_on_day else 0 end,
    (p_limits ->> 'hourlyLimit')::bigint - b.held - case when b.spend_hour = (p_limits ->> 'hour')::int then b.spent_in_hour else 0 end)
$$;

-- HOOK. May this account make one more call? A refusal code, or null. Called under the account's lock, before the call's row stands.
create function call_limit_reason(c call, p_limits jsonb) returns text language plpgsql stable as $$
declare most int := (p_limits ->> 'callLimit')::int; most_of_number int := (p_limits ->> 'numberCallLimit')::int;
begin
  if c.destination_kind = 'emergency' then return null; end if;
  -- No further than the limit is counted: a busy account has thousands.
  if (select count(*) from (select from call o where o.account_id = c.account_id limit most) as up) >= most then return 'too_many_calls'; end if;
  if (select count(*) from (select from call o where o.network_number_id = c.network_number_id limit most_of_number) as up) >= most_of_number then
    return 'too_many_calls';
  end if;
  return null;
end $$;

-- HOOK. Which attempts of c.attempts may be tried now, in their order; none = the call is refused with no_route. Called under the account's
-- lock once the money is there, so that what it counts is counted for calls that are really made.
create function call_attempts_left(c call, p_limits jsonb) returns jsonb language sql stable as $$ select c.attempts $$;

-- HOOK. Sets included seconds aside for a call that is granted or extended to c.granted_seconds. Null, or why not: a refusal code, or 'stale' when
-- the ladder was made for included seconds that are gone. Called under the account's lock; in call_authorize before the row stands.
create function call_included_take(c call, p_limits jsonb) returns text language sql stable as $$ select null::text $$;

-- HOOK. Settles the included seconds of a call that ended: c is its row, about to go; p_settlement may name includedSeconds.
create function call_included_settle(c call, p_settlement jsonb) returns void language plpgsql stable as $$ begin return; end $$;

-- charging.md A1. Checks and books; core has decided before, on the copy of the account whose version comes along.
-- p_call_json has the columns of call that core knows; a column that is added to call later and may be null needs no change here.
-- p_limits: callLimit, numberCallLimit, dailyLimit, day, hourlyLimit, hour, and what the hooks know.
-- outcome: granted | stale | ended | a refusal code. attempts: only when they are others than those asked for. money_left: what may be spent
-- beside the hold. A known call id gets its stored grant again.
create function call_authorize(p_call_json jsonb, p_account_version int, p_limits jsonb, p_seconds int[], p_amounts bigint[], p_ring_seconds int,
                               out outcome text, out granted_seconds int, out hold bigint, out is_final boolean, out attempts jsonb,
                               out money_left bigint)
language plpgsql security definer set search_path = public as $$
declare p_call call := jsonb_populate_record(null::call, p_call_json); b account_balance; a record; known call; money bigint; i int; asked jsonb;
begin
  select * into b from account_balance where account_id = p_call.account_id for update; -- first the lock: two retries must see each other
  select * into known from call where call_id = p_call.call_id;
  if found then
    outcome := 'granted'; granted_seconds := known.granted_seconds; hold := known.hold; is_final := known.is_final;
    attempts := nullif(known.attempts, p_call.attempts); money_left := 0; return;
  end if;
  if exists (select from cdr where call_id = p_call.call_id) then outcome := 'ended'; return; end if;
  select version, is_active into a from account where id = p_call.account_id;
  if a.version is distinct from p_account_version then outcome := 'stale'; return; end if;
  if not a.is_active then outcome := 'account_suspended'; return; end if;
  outcome := call_limit_reason(p_call, p_limits);
  if outcome is not null then return; end if;
  money := spendable(b, p_call.is_metered, p_limits);
  for i in 1 .. array_length(p_seconds, 1) loop
    if p_amounts[i] <= money or p_amounts[i] = 0 then
      p_call.granted_seconds := p_seconds[i]; p_call.hold := p_amounts[i]; p_call.is_final := i > 1;
      asked := p_call.attempts;
      p_call.attempts := call_attempts_left(p_call, p_limits);
      if jsonb_array_length(p_call.attempts) = 0 then outcome := 'no_route'; return; end if;
      outcome := call_included_take(p_call, p_limits);
      if outcome is not null then return; end if;
      outcome := 'granted'; granted_seconds := p_seconds[i]; hold := p_amounts[i]; is_final := i > 1;
      attempts := nullif(p_call.attempts, asked); money_left := money - p_amounts[i];
      p_call.state := 'reserved'; p_call.seq := 0; p_call.direction := coalesce(p_call.direction, 'outgoing'); p_call.authorized_at := clock_timestamp();
      p_call.expires_at := p_call.authorized_at + make_interval(secs => p_ring_seconds + p_seconds[i] + 60);
      insert into call select (p_call).*;
      if p_amounts[i] > 0 then
        update account_balance set held = held + p_amounts[i] where account_id = p_call.account_id;
      end if;
      return;
    end if;
  end loop;
  outcome := call_money_reason(b, p_call.is_metered, p_limits, p_amounts[array_length(p_amounts, 1)]);
end $$;

-- Why there is not enough for p_amount: money before caps, the hour before the day.
create function call_money_reason(b account_balance, p_is_metered boolean, p_limits jsonb, p_amount bigint) returns text language sql immutable as $$
  select case when spendable(b, p_is_metered, null) < p_amount then 'no_funds'
              when spendable(b, false, p_limits - 'dailyLimit') < p_amount then 'hourly_spend_limit'
              else 'spend_limit' end
$$;

-- charging.md A2. The call was answered: its grant counts from this instant. p_answer: callId, answeredAt, attempt; where the price depends on the
-- instant of the answer also seconds and amounts, the grants at most as long as the present one, longest first, with day and hour; where another rate
-- is in force by then, rateId, decimals, roundingMode. outcome: answered | known | unknown | no_funds (hang up at once; the hold stays what it can).
create function call_answer(p_answer jsonb, out outcome text, out granted_seconds int, out hold bigint, out is_final boolean)
language plpgsql security definer set search_path = public as $$
declare n record; b account_balance; c call; money bigint; i int;
begin
  select * into n
    from jsonb_to_record(p_answer) as n ("callId" text, "answeredAt" timestamptz, attempt int, seconds int[], amounts bigint[], day date, hour int,
                                         "rateId" bigint, decimals int, "roundingMode" text);
  if n.seconds is not null then
    select * into b from account_balance where account_id = (select account_id from call where call_id = n."callId") for update;
  end if;
  select * into c from call where call_id = n."callId" for update;
  if not found then outcome := 'unknown'; return; end if;
  outcome := 'answered'; granted_seconds := c.granted_seconds; hold := c.hold; is_final := c.is_final;
  if c.answered_at is not null then outcome := 'known'; return; end if;
  if n.seconds is not null then
    money := spendable(b, c.is_metered, account_limits(c.account_id) || jsonb_build_object('day', n.day, 'hour', n.hour)) + c.hold;
    outcome := 'no_funds'; granted_seconds := 0; is_final := true;
    hold := greatest(0, least(money, n.amounts[array_length(n.amounts, 1)]));
    for i in 1 .. array_length(n.seconds, 1) loop
      if n.seconds[i] <= c.granted_seconds and (n.amounts[i] <= money or n.amounts[i] = 0) then
        outcome := 'answered'; granted_seconds := n.seconds[i]; hold := n.amounts[i]; is_final := c.is_final or i > 1;
        exit;
      end if;
    end loop;
  end if;
  update call
     set state = 'active', answered_at = n."answeredAt", attempt = n.attempt, alive_at = greatest(alive_at, n."answeredAt"),
         granted_seconds = call_answer.granted_seconds, hold = call_answer.hold, is_final = call_answer.is_final,
         rate_id = coalesce(n."rateId", rate_id), decimals = coalesce(n.decimals, c.decimals), rounding_mode = coalesce(n."roundingMode", rounding_mode),
         expires_at = n."answeredAt" + make_interval(secs => call_answer.granted_seconds + 60)
   where call_id = n."callId";
  if hold <> c.hold then
    update account_balance set held = held + (call_answer.hold - c.hold) where account_id = c.account_id;
  end if;
end $$;

-- The caps of an account as spendable reads them.
create function account_limits(p_account_id bigint) returns jsonb language sql stable as $$
  select jsonb_build_object('dailyLimit', daily_spend_limit, 'hourlyLimit', hourly_spend_limit) from account where id = p_account_id
$$;

-- charging.md A3. The ladder prices the whole call up to each rung, highest first; the difference to the hold is reserved. Never shrinks a grant.
-- p_limits: day, hour, and what the hooks know; the caps are the account's of now. outcome: granted | unknown | account_suspended.
-- A sequence number seen before gets the stored grant again.
create function call_extend(p_call_id text, p_seq int, p_limits jsonb, p_seconds int[], p_amounts bigint[],
                            out outcome text, out granted_seconds int, out hold bigint, out is_final boolean, out money_left bigint)
language plpgsql security definer set search_path = public as $$
declare b account_balance; c call; wished call; money bigint; i int;
begin
  select * into b from account_balance where account_id = (select account_id from call where call_id = p_call_id) for update;
  select * into c from call where call_id = p_call_id for update;
  if not found then outcome := 'unknown'; return; end if;
  outcome := 'granted'; granted_seconds := c.granted_seconds; hold := c.hold; is_final := c.is_final; money_left := 0;
  if p_seq <= c.seq then return; end if;
  if not (select is_active from account where id = c.account_id) then outcome := 'account_suspended'; return; end if;
  money := spendable(b, c.is_metered, account_limits(c.account_id) || p_limits) + c.hold;
  is_final := true;
  for i in 1 .. array_length(p_seconds, 1) loop
    if p_seconds[i] > c.granted_seconds and (p_amounts[i] <= money or p_amounts[i] = c.hold) then
      wished := c; wished.granted_seconds := p_seconds[i]; wished.hold := p_amounts[i];
      if call_included_take(wished, p_limits) is null then
        granted_seconds := p_seconds[i]; hold := p_amounts[i]; is_final := i > 1;
      end if;
      exit;
    end if;
  end loop;
  money_left := money - hold;
  update call set seq = p_seq, granted_seconds = call_extend.granted_seconds, hold = call_extend.hold, is_final = call_extend.is_final,
                  expires_at = coalesce(answered_at, clock_timestamp()) + make_interval(secs => call_extend.granted_seconds + 60)
   where call_id = p_call_id;
  if hold <> c.hold then
    update account_balance set held = held + (call_extend.hold - c.hold) where account_id = c.account_id;
  end if;
end $$;

-- Whole hours since 1970-01-01T00:00Z.
create function hour_of(p_at timestamptz) returns int language sql stable as $$ select floor(extract(epoch from p_at) / 3600)::int $$;

-- Keeps the sums of an account when a call ends: its hold goes, its charge counts for the caps. A charge of a day or an hour that is over is not
-- counted any more; a clock far ahead of ours may not close the count for the days until then.
create function account_spends(p_account_id bigint, p_hold bigint, p_charge bigint, p_day date, p_hour int) returns void language sql as $$
  update account_balance
     set held = held - p_hold,
         spent_on_day = case when o.day > spend_day then 0 else spent_on_day end + case when o.day >= spend_day then p_charge else 0 end,
         spend_day = greatest(spend_day, o.day),
         spent_in_hour = case when o.hour > spend_hour then 0 else spent_in_hour end + case when o.hour >= spend_hour then p_charge else 0 end,
         spend_hour = greatest(spend_hour, o.hour)
    from (select least(p_day, current_date + 1) as day, least(p_hour, hour_of(now() + interval '1 hour')) as hour) as o
   where account_id = p_account_id
$$;

-- What stands on the statement.
create function call_title(c call) returns text language sql immutable as $$
  select case when c.direction = 'incoming' then 'Call from ' || c.caller_number else 'Call to ' || c.number || ' ' || c.destination end
$$;

-- charging.md S1-S6, X2. Price and cost come from core; the split into charge and loss (S4) is made here, under the account's lock: Pre-Paid never
-- pays more than there is, Post-Paid pays in full. The entries are those of core/ledger/postings.ts callCharged; settle.db.test.ts holds the two together.
-- p_settlement: callId, durationMs, billedSeconds, price, answeredAt, endedAt, attempt, outcome, hangupCause, isEstimated, day (of the end); and where
-- they are known cost, costRateId, includedSeconds, pddMs, codec, quality, recording. Other keys are passed over.
-- outcome: settled | replayed | conflict | unknown.
create function call_settle(p_settlement jsonb, out outcome text, out charge bigint, out loss bigint)
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
  if c.hold > 0 or charge > 0 then perform account_spends(c.account_id, c.hold, charge, s.day, hour_of(s."endedAt")); end if;
  if s.price > 0 then
    own := case when is_prepaid then 'prepaid' else 'unbilled' end;
    k := k || 'call_revenue'::text; acc := acc || 0::bigint; amt := amt || -s.price;
    if charge > 0 then k := k || own; acc := acc || c.account_id; amt := amt || charge; end if;
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

-- charging.md X3: the true length of a call that had been settled by estimate. Posts only the differences, once; the CDR stays as it is.
-- p_settlement as in call_settle. What the customer had not paid (loss) is the first to go and the last to come.
create function call_correct(p_settlement jsonb, out outcome text, out difference bigint)
language plpgsql security definer set search_path = public as $$
declare s record; b account_balance; d cdr; own text; is_prepaid boolean; customer bigint; rest bigint; cost_difference bigint;
        k text[] := '{}'; acc bigint[] := '{}'; amt bigint[] := '{}';
begin
  select * into s from jsonb_to_record(p_settlement) as s ("callId" text, price bigint, cost bigint, "endedAt" timestamptz, day date);
  select * into d from cdr where call_id = s."callId" and is_estimated;
  if not found then outcome := 'unknown'; return; end if;
  select * into b from account_balance where account_id = d.account_id for update;
  difference := s.price - d.price;
  cost_difference := coalesce(s.cost, d.cost) - d.cost;
  if (difference = 0 and cost_difference = 0) or exists (select from transfer where kind = 'call_correction' and key = s."callId") then
    outcome := 'replayed'; return;
  end if;
  is_prepaid := (select payment_type = 'pre_paid' from account where id = d.account_id);
  own := case when is_prepaid then 'prepaid' else 'unbilled' end;
  customer := difference;
  if difference > 0 and is_prepaid then customer := least(difference, greatest(0, b.posted - b.held + coalesce(b.credit_limit, 0))); end if;
  if difference < 0 then customer := -greatest(0, -difference - d.loss); end if;
  rest := difference - customer;
  if difference <> 0 then k := k || 'call_revenue'::text; acc := acc || 0::bigint; amt := amt || -difference; end if;
  if customer <> 0 then k := k || own; acc := acc || d.account_id; amt := amt || customer; end if;
  if rest <> 0 then k := k || 'overrun_loss'::text; acc := acc || 0::bigint; amt := amt || rest; end if;
  if cost_difference <> 0 then
    k := k || array['provider_cost', 'provider_payable']; acc := acc || array[0, 0]::bigint[]; amt := amt || array[cost_difference, -cost_difference];
  end if;
  if customer <> 0 then perform account_spends(d.account_id, 0, customer, s.day, hour_of(s."endedAt")); end if;
  perform ledger_post('call_correction', s."callId", d.ended_at, 'Correction of the call to ' || d.number, 'system', k, acc, amt);
  outcome := 'settled';
end $$;

-- What the engine's spool tells is booked in one round trip and one commit, however many calls it is about: answers (call_answer), ends
-- (call_settle), and how far the spool has been read. One row for each of them, the answers first, in their order. When a settlement needs
-- more (conflict, unknown), the position stays where it was, and the caller moves it when that is done.
create function calls_happened(p_answers jsonb, p_settlements jsonb, p_spool text, p_position bigint)
returns table (call_id text, outcome text, granted_seconds int, is_final boolean) language plpgsql security definer set search_path = public as $$
declare one jsonb; is_done boolean := true;
begin
  -- All accounts first, in id order, so that nobody can wait for us in a circle.
  perform 1
     from account_balance b
    where b.account_id in (select c.account_id
                             from jsonb_array_elements(p_answers || p_settlements) as a
                             join call c on c.call_id = a ->> 'callId')
    order by b.account_id
      for update;
  for one in select * from jsonb_array_elements(p_answers) loop
    calls_happened.call_id := one ->> 'callId';
    select a.outcome, a.granted_seconds, a.is_final
      into calls_happened.outcome, calls_happened.granted_seconds, calls_happened.is_final
      from call_answer(one) as a;
    return next;
  end loop;
  granted_seconds := null; is_final := null;
  for one in select * from jsonb_array_elements(p_settlements) loop
    calls_happened.call_id := one ->> 'callId';
    select settled.outcome into calls_happened.outcome from call_settle(one) as settled;
    is_done := is_done and calls_happened.outcome in ('settled', 'replayed');
    return next;
  end loop;
  if is_done then
    insert into spool_offset (spool, position)
    values (p_spool, p_position)
        on conflict (only_row) do update set spool = excluded.spool, position = excluded.position;
  end if;
end $$;

revoke execute on function spendable, call_limit_reason, call_attempts_left, call_included_take, call_included_settle, call_authorize, call_money_reason,
  call_answer, account_limits, call_extend, account_spends, hour_of, call_title, call_settle, call_correct, calls_happened from public;
grant execute on function call_authorize, call_answer, call_extend, call_settle, call_correct, calls_happened, spendable to vsppanel_app;
