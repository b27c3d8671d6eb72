-- What the panel's screens need beyond the tables.

-- Minting a number is no change of settings: it must not make a settings form stale or reload the call path.
drop trigger setting_version on setting;
create trigger setting_version before update on setting for each row
  when ((to_jsonb(old) - 'next_number') is distinct from (to_jsonb(new) - 'next_number')) execute function bump_version();
drop trigger setting_change on setting;
create trigger setting_change after update on setting for each row
  when ((to_jsonb(old) - 'next_number') is distinct from (to_jsonb(new) - 'next_number')) execute function tell_change('setting', 'none');

-- The rules of a route are part of it: replacing them makes its version new, also when the name stays.
drop trigger route_version on route;
create trigger route_version before update on route for each row execute function bump_version();

-- Whether a provider has a password, for people who may not see it.
alter table provider add column has_secret boolean generated always as (secret_sealed is not null) stored;
grant select (has_secret) on provider to vsppanel_read;

-- The panel is told when money moves or is set aside. Call control ignores the word "money".
create trigger money_change after update on account_balance for each row
  when (old.posted <> new.posted or old.held <> new.held or old.credit_limit is distinct from new.credit_limit)
  execute function tell_change('money', 'account_id');

create index cdr_by_start on cdr using brin (started_at); -- which calls were in this time?
create index rate_history on rate (billing_package_id, prefix, valid_from); -- which rate held at that instant?
