-- What is heard of a call while it lasts: columns that may be null arrive by themselves (decisions/0011).
alter table call
  add column codec text,
  add column pdd_ms int check (pdd_ms >= 0),
  add column quality jsonb;
comment on column call.codec is 'Of the side that answered, as the engine names it.';
comment on column call.pdd_ms is 'Post-dial delay: from the request to the first ringing.';
comment on column call.quality is 'How it sounds, as last measured (core/calls/quality.ts). cdr.quality is the same at the end.';
-- Watchers are told of what they see move.
create trigger call_quality_change after update of quality on call for each row when (old.quality is distinct from new.quality)
  execute function tell_change('call', 'call_id');

-- As in 0019_charging.sql; p_answer also has codec and pddMs, where they are known.
create or replace function call_answer(p_answer jsonb, out outcome text, out granted_seconds int, out hold bigint, out is_final boolean)
language plpgsql security definer set search_path = public as $$
declare n record; b account_balance; c call; money bigint; i int;
begin
  select * into n
    from jsonb_to_record(p_answer) as n ("callId" text, "answeredAt" timestamptz, attempt int, seconds int[], amounts bigint[], day date, hour int,
                                         "rateId" bigint, decimals int, "roundingMode" text, codec text, "pddMs" int);
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
         codec = coalesce(n.codec, c.codec), pdd_ms = coalesce(n."pddMs", c.pdd_ms),
         expires_at = n."answeredAt" + make_interval(secs => call_answer.granted_seconds + 60)
   where call_id = n."callId";
  if hold <> c.hold then
    update account_balance set held = held + (call_answer.hold - c.hold) where account_id = c.account_id;
  end if;
end $$;

-- How a provider is told who calls. It keeps the number of a caller who wants to be unknown for the bill and for emergencies, except where it reads
-- nothing but From: then it learns nothing.
alter table provider
  add column identity_header text not null default 'pai' check (identity_header in ('pai', 'rpid', 'from'));
comment on column provider.identity_header is 'pai = P-Asserted-Identity (RFC 3325), rpid = Remote-Party-ID, from = the From header alone. SIP only: IAX2 has its own presentation.';
grant select (identity_header) on provider to vsppanel_read;
grant update (quality) on call to vsppanel_app;
