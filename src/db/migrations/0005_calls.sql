-- Calls in progress with their holds, finished calls (CDRs), and the functions that keep both. One round trip each.
create table call (
  call_id text primary key,
  account_id bigint not null references account,
  network_number_id bigint not null references network_number,
  protocol text not null check (protocol in ('sip', 'iax')),
  caller_number text not null,
  dialled text not null,
  number text not null,
  destination_kind text not null check (destination_kind in ('internal', 'emergency', 'outside')),
  destination text not null,
  callee_account_id bigint references account,
  rate_id bigint references rate,
  decimals int not null,
  rounding_mode text not null,
  attempts jsonb not null,
  is_metered boolean not null,
  state text not null check (state in ('reserved', 'active')),
  seq int not null default 0,
  granted_seconds int not null check (granted_seconds > 0),
  hold bigint not null check (hold >= 0),
  is_final boolean not null default false,
  authorized_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  answered_at timestamptz,
  attempt int,
  alive_at timestamptz
) with (fillfactor = 70);
comment on table call is 'Calls in progress, written before anything rings; the hold of a call is on its row. Gone once the CDR stands. States: reserved -> active -> (cdr); reserved -> (cdr).';
comment on column call.granted_seconds is 'Seconds since the answer that the caller may talk; cumulative, never shrinks.';
comment on column call.hold is 'Money set aside for granted_seconds, 10^-8 of a currency unit.';
comment on column call.is_metered is 'True when the grant is limited by money (Pre-Paid, or a credit limit).';
comment on column call.alive_at is 'When the engine last said that this call is up; the proof of used time if the engine dies.';
create index call_of_account on call (account_id); -- how many calls are up, what is held?
create index call_expiring on call (expires_at); -- which calls are overdue?

create table cdr (
  id bigint generated always as identity primary key,
  call_id text not null unique,
  account_id bigint references account,
  network_number_id bigint references network_number,
  protocol text not null,
  caller_number text not null,
  dialled text not null,
  number text not null,
  destination_kind text not null check (destination_kind in ('internal', 'emergency', 'outside', 'unknown')),
  destination text not null,
  callee_account_id bigint references account,
  provider_id bigint references provider,
  rate_id bigint references rate,
  decimals int,
  rounding_mode text,
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz not null,
  duration_ms bigint not null check (duration_ms >= 0),
  billed_seconds int not null default 0,
  price bigint not null default 0,
  charge bigint not null default 0,
  loss bigint not null default 0,
  outcome text not null check (outcome in ('answered', 'busy', 'no_answer', 'failed', 'cancelled', 'refused')),
  refusal text,
  hangup_cause int not null,
  is_estimated boolean not null default false,
  is_unauthorised boolean not null default false,
  transfer_id bigint references transfer,
  check (price = charge + loss),
  check ((outcome = 'refused') = (refusal is not null))
);
comment on table cdr is 'Call detail records: one per call, never changed; a corrected price is a further transfer (call_correction). Money is 10^-8 of a currency unit.';
comment on column cdr.hangup_cause is 'ITU-T Q.850 cause.';
create index cdr_of_account on cdr (account_id, id desc); -- the calls of this account
create index cdr_by_number on cdr (number text_pattern_ops, id desc); -- who called this number?
create index cdr_by_caller on cdr (caller_number text_pattern_ops, id desc); -- what did this phone call?

create table spool_offset (
  only_row boolean primary key default true check (only_row),
  spool text not null,
  position bigint not null check (position >= 0)
);
comment on table spool_offset is 'How far the engine''s call spool has been settled: which file, and bytes of it. What stands before it is on CDRs.';

-- What one account can still spend on calls today: money, and the daily limit. Infinity is the largest bigint.
create function spendable(b account_balance, p_is_metered boolean, p_daily_limit bigint, p_day date) returns bigint language sql immutable as $$
  select least(
    case when p_is_metered and b.credit_limit is not null then b.posted - b.held + b.credit_limit else 9223372036854775807 end,
    case when p_daily_limit is null then 9223372036854775807
         else p_daily_limit - b.held - case when b.spend_day = p_day then b.spent_on_day else 0 end end)
$$;

-- charging.md A1. Checks and books; core has decided before, on the copy of the account whose version comes along.
-- p_call_json has the columns of call that core knows. outcome: granted | stale | ended | a refusal code. A known call id gets its stored grant again.
create function call_authorize(p_call_json jsonb, p_account_version int, p_call_limit int, p_number_call_limit int, p_daily_limit bigint, p_day date,
                               p_seconds int[], p_amounts bigint[], p_ring_seconds int,
                               out outcome text, out granted_seconds int, out hold bigint, out is_final boolean)
language plpgsql security definer set search_path = public as $$
declare p_call call := jsonb_populate_record(null::call, p_call_json); b account_balance; a record; known call; money bigint; i int;
begin
  select * into b from account_balance where account_id = p_call.account_id for update; -- first the lock: two retries must see each other
  select * into known from call where call_id = p_call.call_id;
  if found then
    outcome := 'granted'; granted_seconds := known.granted_seconds; hold := known.hold; is_final := known.is_final; return;
  end if;
  if exists (select from cdr where call_id = p_call.call_id) then outcome := 'ended'; return; end if;
  select version, is_active into a from account where id = p_call.account_id;
  if a.version is distinct from p_account_version then outcome := 'stale'; return; end if;
  if not a.is_active then outcome := 'account_suspended'; return; end if;
  if p_call.destination_kind <> 'emergency' then
    if (select count(*) from call c where c.account_id = p_call.account_id) >= p_call_limit
       or (p_number_call_limit is not null
           and (select count(*) from call c where c.network_number_id = p_call.network_number_id) >= p_number_call_limit) then
      outcome := 'too_many_calls'; return;
    end if;
  end if;
  money := spendable(b, p_call.is_metered, p_daily_limit, p_day);
  for i in 1 .. array_length(p_seconds, 1) loop
    if p_amounts[i] <= money or p_amounts[i] = 0 then
      outcome := 'granted'; granted_seconds := p_seconds[i]; hold := p_amounts[i]; is_final := i > 1;
      insert into call (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination,
                        callee_account_id, rate_id, decimals, rounding_mode, attempts, is_metered, state, granted_seconds, hold, is_final, expires_at)
      values (p_call.call_id, p_call.account_id, p_call.network_number_id, p_call.protocol, p_call.caller_number, p_call.dialled, p_call.number,
              p_call.destination_kind, p_call.destination, p_call.callee_account_id, p_call.rate_id, p_call.decimals, p_call.rounding_mode,
              p_call.attempts, p_call.is_metered, 'reserved', p_seconds[i], p_amounts[i], i > 1,
              clock_timestamp() + make_interval(secs => p_ring_seconds + p_seconds[i] + 60));
      if p_amounts[i] > 0 then
        update account_balance set held = held + p_amounts[i] where account_id = p_call.account_id;
      end if;
      return;
    end if;
  end loop;
  outcome := case when spendable(b, p_call.is_metered, null, p_day) >= p_amounts[array_length(p_amounts, 1)] then 'spend_limit' else 'no_funds' end;
end $$;

-- charging.md A3. The ladder prices the whole call up to each rung, highest first; the difference to the hold is reserved. Never shrinks a grant.
-- outcome: granted | unknown | account_suspended. A sequence number seen before gets the stored grant again.
create function call_extend(p_call_id text, p_seq int, p_daily_limit bigint, p_day date, p_seconds int[], p_amounts bigint[],
                            out outcome text, out granted_seconds int, out hold bigint, out is_final boolean)
language plpgsql security definer set search_path = public as $$
declare b account_balance; c call; money bigint; i int;
begin
  select * into b from account_balance where account_id = (select account_id from call where call_id = p_call_id) for update;
  select * into c from call where call_id = p_call_id for update;
  if not found then outcome := 'unknown'; return; end if;
  outcome := 'granted'; granted_seconds := c.granted_seconds; hold := c.hold; is_final := c.is_final;
  if p_seq <= c.seq then return; end if;
  if not (select is_active from account where id = c.account_id) then outcome := 'account_suspended'; return; end if;
  money := spendable(b, c.is_metered, p_daily_limit, p_day) + c.hold;
  is_final := true;
  for i in 1 .. array_length(p_seconds, 1) loop
    if p_seconds[i] > c.granted_seconds and (p_amounts[i] <= money or p_amounts[i] = c.hold) then
      granted_seconds := p_seconds[i]; hold := p_amounts[i]; is_final := i > 1;
      exit;
    end if;
  end loop;
  update call set seq = p_seq, granted_seconds = call_extend.granted_seconds, hold = call_extend.hold, is_final = call_extend.is_final,
                  expires_at = coalesce(answered_at, clock_timestamp()) + make_interval(secs => call_extend.granted_seconds + 60)
   where call_id = p_call_id;
  if hold <> c.hold then
    update account_balance set held = held + (call_extend.hold - c.hold) where account_id = c.account_id;
  end if;
end $$;

-- The call was answered: its grant now counts from this instant.
create function call_answer(p_call_id text, p_answered_at timestamptz, p_attempt int) returns boolean
language sql security definer set search_path = public as $$
  update call set state = 'active', answered_at = p_answered_at, attempt = p_attempt, alive_at = greatest(alive_at, p_answered_at),
                  expires_at = p_answered_at + make_interval(secs => granted_seconds + 60)
   where call_id = p_call_id and answered_at is null
  returning true
$$;

-- charging.md S1-S6, X2. Price comes from core; the split into charge and loss (S4) is made here, under the account's lock.
-- The entries are those of core/ledger/postings.ts callCharged; settle.db.test.ts holds the two together.
-- outcome: settled | replayed | conflict | unknown.
create function call_settle(p_call_id text, p_duration_ms bigint, p_billed_seconds int, p_price bigint, p_answered_at timestamptz,
                            p_ended_at timestamptz, p_attempt int, p_outcome text, p_hangup_cause int, p_is_estimated boolean, p_day date,
                            out outcome text, out charge bigint, out loss bigint)
language plpgsql security definer set search_path = public as $$
declare b account_balance; c call; seen cdr; own text; t bigint; k text[]; acc bigint[]; amt bigint[];
begin
  select * into b from account_balance where account_id = (select account_id from call where call_id = p_call_id) for update;
  select * into c from call where call_id = p_call_id;
  if not found then
    select * into seen from cdr where call_id = p_call_id;
    if not found then outcome := 'unknown'; return; end if;
    outcome := case when seen.duration_ms = p_duration_ms then 'replayed' else 'conflict' end;
    charge := seen.charge; loss := seen.loss; return;
  end if;
  charge := p_price;
  if c.is_metered and b.credit_limit is not null then
    charge := least(p_price, c.hold + greatest(0, b.posted - b.held + b.credit_limit));
  end if;
  loss := p_price - charge;
  update account_balance
     set held = held - c.hold,
         spent_on_day = case when spend_day = p_day then spent_on_day else 0 end + call_settle.charge,
         spend_day = p_day
   where account_id = c.account_id and (c.hold > 0 or call_settle.charge > 0);
  if p_price > 0 then
    own := case when (select payment_type from account where id = c.account_id) = 'pre_paid' then 'prepaid' else 'unbilled' end;
    k := array['call_revenue']; acc := array[0]::bigint[]; amt := array[-p_price];
    if charge > 0 then k := k || own; acc := acc || c.account_id; amt := amt || charge; end if;
    if loss > 0 then k := k || 'overrun_loss'::text; acc := acc || 0::bigint; amt := amt || loss; end if;
    select l.transfer_id into t from ledger_post('call', p_call_id, p_ended_at, 'Call to ' || c.number || ' ' || c.destination, 'system', k, acc, amt) l;
  end if;
  insert into cdr (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination, callee_account_id,
                   provider_id, rate_id, decimals, rounding_mode, started_at, answered_at, ended_at, duration_ms, billed_seconds, price, charge, loss,
                   outcome, hangup_cause, is_estimated, transfer_id)
  values (c.call_id, c.account_id, c.network_number_id, c.protocol, c.caller_number, c.dialled, c.number, c.destination_kind, c.destination, c.callee_account_id,
          (c.attempts -> (coalesce(p_attempt, 1) - 1) ->> 'providerId')::bigint, c.rate_id, c.decimals, c.rounding_mode, c.authorized_at, p_answered_at, p_ended_at,
          p_duration_ms, p_billed_seconds, p_price, charge, loss, p_outcome, p_hangup_cause, p_is_estimated, t);
  delete from call where call_id = p_call_id;
  outcome := 'settled';
end $$;

-- charging.md X3: the true duration of a call that had been settled by estimate. Posts only the difference, once.
create function call_correct(p_call_id text, p_duration_ms bigint, p_price bigint, out outcome text, out difference bigint)
language plpgsql security definer set search_path = public as $$
declare b account_balance; d cdr; own text; customer bigint; rest bigint; k text[]; acc bigint[]; amt bigint[];
begin
  select * into d from cdr where call_id = p_call_id and is_estimated;
  if not found then outcome := 'unknown'; return; end if;
  select * into b from account_balance where account_id = d.account_id for update;
  difference := p_price - d.price;
  if difference = 0 or exists (select from transfer where kind = 'call_correction' and key = p_call_id) then outcome := 'replayed'; return; end if;
  own := case when (select payment_type from account where id = d.account_id) = 'pre_paid' then 'prepaid' else 'unbilled' end;
  customer := difference;
  if difference > 0 and b.credit_limit is not null then customer := least(difference, greatest(0, b.posted - b.held + b.credit_limit)); end if;
  if difference < 0 then customer := -least(-difference, d.charge); end if;
  rest := difference - customer;
  k := array['call_revenue']; acc := array[0]::bigint[]; amt := array[-difference];
  if customer <> 0 then k := k || own; acc := acc || d.account_id; amt := amt || customer; end if;
  if rest <> 0 then k := k || 'overrun_loss'::text; acc := acc || 0::bigint; amt := amt || rest; end if;
  perform ledger_post('call_correction', p_call_id, d.ended_at, 'Correction of the call to ' || d.number, 'system', k, acc, amt);
  outcome := 'settled';
end $$;
