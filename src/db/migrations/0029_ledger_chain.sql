-- The ledger proves itself: seals over committed transfers, each chained to the one before and signed with a key outside the database; sums that
-- need not read the whole ledger; and what was held for calls at any past moment.

-- As in 0004, with one line before everything else: whoever draws a transfer id has a transaction id by then, so that ledger_horizon can tell when
-- all transfers up to an id are decided.
create or replace function ledger_post(p_kind text, p_key text, p_occurred_at timestamptz, p_description text, p_actor_name text,
                                       p_ledgers text[], p_accounts bigint[], p_amounts bigint[],
                                       out transfer_id bigint, out is_new boolean)
language plpgsql security definer set search_path = public as $$
declare i int; after bigint;
begin
  perform pg_current_xact_id();
  -- All account rows first, in id order, so that two transfers can never wait for each other.
  perform 1 from account_balance b where b.account_id = any (p_accounts) order by b.account_id for update;
  select t.id into transfer_id from transfer t where t.kind = p_kind and t.key = p_key;
  if found then is_new := false; return; end if;
  insert into transfer (kind, key, occurred_at, description, actor_name)
  values (p_kind, p_key, p_occurred_at, p_description, p_actor_name)
  on conflict (kind, key) do nothing returning id into transfer_id;
  if transfer_id is null then
    select t.id into strict transfer_id from transfer t where t.kind = p_kind and t.key = p_key;
    is_new := false; return;
  end if;
  is_new := true;
  for i in 1 .. array_length(p_ledgers, 1) loop
    after := null;
    if p_accounts[i] <> 0 then
      update account_balance b set posted = b.posted - p_amounts[i] where b.account_id = p_accounts[i] returning b.posted into strict after;
    end if;
    insert into entry (transfer_id, line, ledger, account_id, amount, balance_after)
    values (ledger_post.transfer_id, i, p_ledgers[i], nullif(p_accounts[i], 0), p_amounts[i], after);
  end loop;
end $$;

create table ledger_seal (
  id bigint primary key check (id > 0),
  after_transfer bigint not null,
  upto_transfer bigint not null check (upto_transfer > after_transfer),
  transfer_count int not null check (transfer_count > 0),
  leaves bytea not null check (length(leaves) = 16 * transfer_count),
  root bytea not null check (length(root) = 32),
  marked_at timestamptz not null,
  sealed_at timestamptz not null,
  hash bytea not null check (length(hash) = 32),
  key_id text not null,
  signature bytea not null
);
comment on table ledger_seal is 'Seals over all transfers with after_transfer < id <= upto_transfer, without gaps; append only. hash covers the seal before, signature is made with a key outside the database (vault/ledgerKey.ts). docs/decisions/0029-ledger-seals.md';
comment on column ledger_seal.leaves is 'For each transfer by id: 8 bytes of its id, the first 8 of its digest. Names the place when root differs.';
comment on column ledger_seal.marked_at is 'No later transfer was posted before this instant, none of this seal after sealed_at.';
create index ledger_seal_by_mark on ledger_seal (marked_at); -- which transfers were there at this moment?
create trigger ledger_seal_is_append_only before update or delete or truncate on ledger_seal for each statement execute function refuse_ledger_change();

create table ledger_watch (
  only_row boolean primary key default true check (only_row),
  mark_transfer bigint,
  mark_xid xid8,
  marked_at timestamptz,
  holds_known_from timestamptz not null default clock_timestamp()
);
comment on table ledger_watch is 'How far transfer ids had been given out at marked_at, and the transaction that looked: once all older transactions are over, all transfers up to mark_transfer are decided and can be sealed.';
comment on column ledger_watch.holds_known_from is 'From here on table past_hold knows what was held.';
insert into ledger_watch default values;

create table ledger_sum (
  account_id bigint primary key,
  total bigint not null
);
comment on table ledger_sum is 'Sum of the sealed entries of each account; account 0 = of the ledgers without account. With the entries after the last seal it is the whole.';

-- Looks how far ids have been given out. First the sequence, then a transaction id of our own: whoever drew an id before has a smaller one.
create function ledger_mark() returns void language plpgsql security definer set search_path = public as $$
declare upto bigint; mine xid8;
begin
  if pg_current_xact_id_if_assigned() is not null then raise exception 'the mark needs a transaction that has written nothing'; end if;
  select case when is_called then last_value else 0 end into upto from transfer_id_seq;
  if upto = (select mark_transfer from ledger_watch) then return; end if;
  mine := pg_current_xact_id();
  update ledger_watch set mark_transfer = upto, mark_xid = mine, marked_at = clock_timestamp();
end $$;

-- The id up to which every transfer is committed or undone for ever; null while an older transaction may still commit one.
create function ledger_horizon(out upto bigint, out marked_at timestamptz) language sql volatile security definer set search_path = public as $$
  select w.mark_transfer, w.marked_at from ledger_watch w where w.mark_xid < pg_snapshot_xmin(pg_current_snapshot())
$$;

-- One digest for each transfer of a range, with all its entries; entries whose transfer is gone have one too. Instants as microseconds, so that no
-- setting of a session changes a byte.
create function ledger_digests(p_after bigint, p_upto bigint) returns table (id bigint, digest bytea, posted_at timestamptz)
language sql stable set search_path = public as $$
  select coalesce(t.id, e.transfer_id),
         sha256(convert_to(jsonb_build_array(t.id, t.kind, t.key, (extract(epoch from t.occurred_at) * 1000000)::bigint,
                                             (extract(epoch from t.posted_at) * 1000000)::bigint, t.description, t.actor_name, e.lines)::text, 'UTF8')),
         t.posted_at
    from (select * from transfer where transfer.id > p_after and transfer.id <= p_upto) t
    full join (select transfer_id, jsonb_agg(jsonb_build_array(line, ledger, account_id, amount, balance_after) order by line) as lines
                 from entry
                where transfer_id > p_after
                  and transfer_id <= p_upto
                group by transfer_id) e on e.transfer_id = t.id
$$;

create function ledger_range(p_after bigint, p_upto bigint, out transfer_count int, out leaves bytea, out root bytea,
                             out posted_first timestamptz, out posted_last timestamptz)
language sql stable set search_path = public as $$
  select count(*)::int, coalesce(string_agg(int8send(id) || substr(digest, 1, 8), ''::bytea order by id), ''::bytea),
         sha256(coalesce(string_agg(digest, ''::bytea order by id), ''::bytea)), min(posted_at), max(posted_at)
    from ledger_digests(p_after, p_upto)
$$;

-- What a seal signs: the seal before it, its own number and range, what is inside, and when.
create function ledger_seal_hash(p_previous bytea, s ledger_seal) returns bytea language sql immutable set search_path = public as $$
  select sha256(p_previous || int8send(s.id) || int8send(s.after_transfer) || int8send(s.upto_transfer) || int8send(s.transfer_count::bigint)
                || s.root || sha256(s.leaves) || int8send((extract(epoch from s.marked_at) * 1000000)::bigint)
                || int8send((extract(epoch from s.sealed_at) * 1000000)::bigint))
$$;

-- What was held for calls, and when. Written by the database itself, whichever function moves a hold.
alter table call add column hold_at timestamptz[] not null default '{}', add column hold_amounts bigint[] not null default '{}';
comment on column call.hold_at is 'Since when each of hold_amounts was held; goes to past_hold when the call ends.';
create table past_hold (
  call_id text primary key,
  account_id bigint not null,
  began_at timestamptz not null,
  ended_at timestamptz not null,
  hold_at timestamptz[] not null,
  hold_amounts bigint[] not null
);
comment on table past_hold is 'The holds of calls that ended: how much from which instant on, until ended_at. Append only.';
create index past_hold_of_account on past_hold (account_id, ended_at); -- what was held for this account then?

create function hold_moves() returns trigger language plpgsql as $$
begin
  new.hold_at := case when tg_op = 'INSERT' then '{}' else old.hold_at end || clock_timestamp();
  new.hold_amounts := case when tg_op = 'INSERT' then '{}' else old.hold_amounts end || new.hold;
  return new;
end $$;
create trigger call_hold_begins before insert on call for each row execute function hold_moves();
create trigger call_hold_moves before update of hold on call for each row when (old.hold <> new.hold) execute function hold_moves();
create function hold_ends() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into past_hold (call_id, account_id, began_at, ended_at, hold_at, hold_amounts)
  values (old.call_id, old.account_id, old.hold_at[1], clock_timestamp(), old.hold_at, old.hold_amounts);
  return null;
end $$;
-- A call that never held anything leaves no row.
create trigger call_hold_ends after delete on call for each row when (old.hold_amounts <> '{0}' and old.hold_amounts <> '{}')
  execute function hold_ends();
update call set hold_at = array[clock_timestamp()], hold_amounts = array[hold];
create trigger past_hold_is_append_only before update or delete or truncate on past_hold for each statement execute function refuse_ledger_change();

revoke execute on function ledger_mark, ledger_horizon, ledger_digests, ledger_range, ledger_seal_hash, hold_moves, hold_ends from public;
grant execute on function ledger_mark, ledger_horizon, ledger_digests, ledger_range, ledger_seal_hash to vsppanel_app;
grant execute on function ledger_digests, ledger_range, ledger_seal_hash to vsppanel_read;
grant select on ledger_seal, ledger_watch, ledger_sum, past_hold to vsppanel_app, vsppanel_read;
grant insert on ledger_seal to vsppanel_app;
grant insert, update on ledger_sum to vsppanel_app;

-- Functions that run as the owner look for tables in our schema first, and in a caller's temporary ones last.
do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
            where p.pronamespace = 'public'::regnamespace and p.prosecdef and p.proconfig = '{search_path=public}' loop
    execute format('alter function %s set search_path = public, pg_temp', f);
  end loop;
end $$;
