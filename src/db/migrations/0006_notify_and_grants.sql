-- What the call path keeps in memory is told of every change; and who may do what.
create function bump_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
create trigger setting_version before update on setting for each row when (old.* is distinct from new.*) execute function bump_version();
create trigger staff_version before update on staff for each row when (old.* is distinct from new.*) execute function bump_version();
create trigger account_version before update on account for each row execute function bump_version();
create trigger billing_package_version before update on billing_package for each row execute function bump_version();
create trigger provider_version before update on provider for each row when (old.* is distinct from new.*) execute function bump_version();
create trigger route_version before update on route for each row execute function bump_version();

-- Payload: table name and id, such as "account 42". Delivered at commit, so a listener that reloads sees the change.
create function tell_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('change', tg_argv[0] || ' ' || coalesce(to_jsonb(coalesce(new, old)) ->> tg_argv[1], '0'));
  return null;
end $$;
create trigger setting_change after update on setting for each row execute function tell_change('setting', 'none');
create trigger account_change after insert or update on account for each row execute function tell_change('account', 'id');
create trigger network_number_change after insert or update or delete on network_number for each row execute function tell_change('account', 'account_id');
create trigger billing_package_change after insert or update on billing_package for each row execute function tell_change('billing_package', 'id');
create trigger provider_change after insert or update on provider for each row execute function tell_change('provider', 'id');
create trigger route_change after insert or update on route for each row execute function tell_change('route', 'id');
-- Live calls: the panel pushes what moves.
create trigger call_change after insert or update of state, granted_seconds or delete on call for each row execute function tell_change('call', 'call_id');

-- A phone's number is part of what authorise decides on: its change makes the account's version new.
create function bump_account() returns trigger language plpgsql as $$
begin
  update account set version = version + 1 where id = coalesce(new.account_id, old.account_id);
  return null;
end $$;
create trigger network_number_bumps_account after insert or update or delete on network_number for each row execute function bump_account();

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger audit_is_append_only before update or delete or truncate on audit for each statement execute function refuse_audit_change();
create trigger note_is_append_only before delete or truncate on note for each statement execute function refuse_audit_change();
create trigger cdr_is_append_only before update or delete or truncate on cdr for each statement execute function refuse_audit_change();

grant usage on schema public to vsppanel_app, vsppanel_read, vsppanel_engine;
grant select on all tables in schema public to vsppanel_app, vsppanel_read;
grant insert, update on setting, staff, billing_package, rate, provider, route, account, network_number, extra, note, api_key, spool_offset to vsppanel_app;
grant insert, update, delete on staff_session, sign_in_failure, route_rule to vsppanel_app;
grant delete on network_number, extra, call to vsppanel_app;
grant insert on audit, cdr, account_balance to vsppanel_app;
grant update (credit_limit) on account_balance to vsppanel_app;
grant update (alive_at, expires_at) on call to vsppanel_app;
revoke delete on call from vsppanel_app;
revoke execute on all functions in schema public from public;
grant execute on function ledger_post, call_authorize, call_extend, call_answer, call_settle, call_correct, spendable to vsppanel_app;
-- The reading role sees no secret.
revoke select on staff, staff_session, api_key, network_number, provider, setting from vsppanel_read;
grant select (id, user_name, name, level, is_active, created_at, version) on staff to vsppanel_read;
grant select (staff_id, created_at, expires_at, last_seen_at, address, user_agent) on staff_session to vsppanel_read;
grant select (id, name, hint, level, created_at, expires_at, revoked_at, last_used_at) on api_key to vsppanel_read;
grant select (id, account_id, number, label, caller_id, call_limit, is_active, created_at) on network_number to vsppanel_read;
grant select (id, name, protocol, host, port, username, does_register, number_format, strip_digits, add_prefix, caller_id, channel_limit, is_active, created_at, version) on provider to vsppanel_read;
grant select (only_row, company_name, country, currency, time_zone, base_number, next_number, country_calling_code, national_prefix, international_prefix,
  emergency_numbers, emergency_route_id, default_payment_type, default_protocol, default_billing_package_id, default_route_id, default_call_limit,
  default_daily_spend_limit, set_up_at, version) on setting to vsppanel_read;
