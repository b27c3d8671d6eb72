-- What the engine's spool tells is booked in one round trip and one commit, however many calls it is about: answers, ends, and how far
-- the spool has been read. outcome of each settlement as call_settle says it. When one of them needs more (conflict, unknown), the position
-- stays where it was, and the caller moves it when that is done.
create function calls_happened(p_answers jsonb, p_settlements jsonb, p_spool text, p_position bigint)
returns table (call_id text, outcome text) language plpgsql security definer set search_path = public as $$
declare one record; is_done boolean := true;
begin
  -- All accounts first, in id order, so that nobody can wait for us in a circle.
  perform 1
     from account_balance b
    where b.account_id in (select c.account_id
                             from jsonb_to_recordset(p_settlements) as s (call_id text)
                             join call c on c.call_id = s.call_id)
    order by b.account_id
      for update;
  for one in select a.call_id, a.answered_at, a.attempt
               from jsonb_to_recordset(p_answers) as a (call_id text, answered_at timestamptz, attempt int) loop
    perform call_answer(one.call_id, one.answered_at, one.attempt);
  end loop;
  for one in select s.*
               from jsonb_to_recordset(p_settlements)
                 as s (call_id text, duration_ms bigint, billed_seconds int, price bigint, answered_at timestamptz, ended_at timestamptz,
                       attempt int, outcome text, hangup_cause int, day date) loop
    calls_happened.call_id := one.call_id;
    select settled.outcome
      into calls_happened.outcome
      from call_settle(one.call_id, one.duration_ms, one.billed_seconds, one.price, one.answered_at, one.ended_at,
                       one.attempt, one.outcome, one.hangup_cause, false, one.day) as settled;
    is_done := is_done and calls_happened.outcome in ('settled', 'replayed');
    return next;
  end loop;
  if is_done then
    insert into spool_offset (spool, position)
    values (p_spool, p_position)
        on conflict (only_row) do update set spool = excluded.spool, position = excluded.position;
  end if;
end $$;
revoke execute on function calls_happened from public;
grant execute on function calls_happened to vsppanel_app;
