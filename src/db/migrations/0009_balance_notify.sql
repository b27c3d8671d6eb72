-- Money moved on an account: "balance 42". Apart from "account 42", which makes call control read the account again.
create function tell_balance() returns trigger language plpgsql as $$
begin
  perform pg_notify('change', 'balance ' || new.account_id);
  return null;
end $$;
create trigger entry_tells_balance after insert on entry for each row when (new.account_id is not null) execute function tell_balance();
