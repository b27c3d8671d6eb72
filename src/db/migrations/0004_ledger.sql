-- Double entry, append only. A balance is the sum of entries; account_balance.posted is that sum, kept under the account's lock.
create table ledger (
  code text primary key,
  is_customer boolean not null,
  title text not null
);
comment on table ledger is 'The chart of accounts. Customer ledgers exist once per account, the others once.';
insert into ledger values
  ('prepaid', true, 'Customers'' prepaid money'),
  ('unbilled', true, 'Calls not yet invoiced'),
  ('receivable', true, 'Invoiced and not yet paid'),
  ('call_revenue', false, 'Revenue from calls'),
  ('bank', false, 'Money received'),
  ('adjustment', false, 'Adjustments by staff'),
  ('overrun_loss', false, 'Calls that outran their money');

create table transfer (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('call', 'call_correction', 'top_up', 'adjustment')),
  key text not null check (key <> ''),
  occurred_at timestamptz not null,
  posted_at timestamptz not null default clock_timestamp(),
  description text not null,
  actor_name text not null,
  unique (kind, key)
);
comment on table transfer is 'One business event: entries that sum to zero. (kind, key) makes it happen once.';

create table entry (
  transfer_id bigint not null references transfer,
  line smallint not null,
  ledger text not null references ledger,
  account_id bigint references account,
  amount bigint not null check (amount <> 0),
  balance_after bigint,
  primary key (transfer_id, line),
  check ((account_id is null) = (balance_after is null))
);
comment on table entry is 'One signed amount on one ledger, debit positive, 10^-8 of the account''s currency unit. balance_after = the account''s posted balance once this entry stood.';
create index entry_of_account on entry (account_id, transfer_id desc) where account_id is not null; -- the statement of this account

create function check_transfer_balances() returns trigger language plpgsql as $$
declare total numeric; lines int;
begin
  select coalesce(sum(amount), 0), count(*) into total, lines from entry where transfer_id = new.transfer_id;
  if total <> 0 or lines < 2 then
    raise exception 'transfer % does not balance: % lines sum to %', new.transfer_id, lines, total using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger transfer_balances after insert on entry deferrable initially deferred
  for each row execute function check_transfer_balances();

create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append only: % on % refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger transfer_is_append_only before update or delete or truncate on transfer for each statement execute function refuse_ledger_change();
create trigger entry_is_append_only before update or delete or truncate on entry for each statement execute function refuse_ledger_change();

-- Posts one transfer. Entries come as parallel arrays; account 0 stands for "no account". The same (kind, key) twice posts once:
-- the second call returns the first transfer's id with is_new = false, and the caller compares what it asked for.
create function ledger_post(p_kind text, p_key text, p_occurred_at timestamptz, p_description text, p_actor_name text,
                            p_ledgers text[], p_accounts bigint[], p_amounts bigint[],
                            out transfer_id bigint, out is_new boolean)
language plpgsql security definer set search_path = public as $$
declare i int; after bigint;
begin
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
