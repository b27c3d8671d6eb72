-- What other programs are told and given: webhooks, the nightly export of calls, and API keys that may do a part only.

-- API keys that may do a part only, and only from where their program lives.
alter table api_key
  add column scopes text[] check (cardinality(scopes) > 0),
  add column allowed_networks cidr[] not null default '{}',
  add column last_used_from text,
  add column created_by text;
comment on column api_key.scopes is 'What the key may be used for, such as {accounts:read}; null = all that its level may.';
comment on column api_key.allowed_networks is 'Where the key may be used from; empty = anywhere.';
grant select (scopes, allowed_networks, last_used_from, created_by) on api_key to vsppanel_read;

create table webhook (
  id bigint generated always as identity primary key,
  name text not null unique check (name <> ''),
  url text not null check (url <> ''),
  does_allow_http boolean not null default false,
  events text[] not null,
  alert_kinds text[] not null default '{}',
  alarm_email text not null default '',
  state text not null default 'on' check (state in ('on', 'off', 'stopped', 'removed')),
  stopped_reason text not null default '',
  secret_sealed bytea,
  old_secret_sealed bytea,
  old_secret_until timestamptz,
  failing_since timestamptz,
  last_ok_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  version int not null default 1,
  check ((state = 'removed') = (secret_sealed is null)),
  check ((old_secret_sealed is null) = (old_secret_until is null)),
  check ((state = 'stopped') = (stopped_reason <> ''))
);
comment on table webhook is 'An address of another program that is told of events. stopped = it failed for days and was turned off by us; what happens meanwhile is kept as missed and can be replayed.';
comment on column webhook.alert_kinds is 'Which alerts alert.raised tells of; empty = all.';
comment on column webhook.old_secret_sealed is 'After a rotation deliveries are signed with both until old_secret_until.';
create trigger webhook_version before update of name, url, does_allow_http, events, alert_kinds, alarm_email, state on webhook
  for each row execute function bump_version();

create table webhook_event (
  id bigint generated always as identity primary key,
  key uuid not null unique default gen_random_uuid(),
  kind text not null check (kind ~ '^[a-z_]+\.[a-z_]+$'),
  account_id bigint,
  at timestamptz not null default clock_timestamp(),
  facts jsonb not null
);
comment on table webhook_event is 'What happened, written by the transaction in which it did, and only where a webhook asks for it. key is what receivers tell repetitions by. Money in facts is 10^-8 as text.';
create index webhook_event_by_time on webhook_event (at); -- what happened in this time? what may be forgotten?

create table webhook_delivery (
  id bigint generated always as identity primary key,
  webhook_id bigint not null references webhook,
  event_id bigint not null references webhook_event,
  account_id bigint,
  state text not null check (state in ('waiting', 'delivered', 'failed', 'missed')),
  tries int not null default 0,
  first_try_at timestamptz,
  next_try_at timestamptz not null default date_trunc('milliseconds', now()),
  delivered_at timestamptz,
  last_status int,
  last_milliseconds int,
  last_problem text not null default '',
  unique (webhook_id, event_id)
);
comment on table webhook_delivery is 'An event on its way to one webhook: waiting -> delivered | failed (given up). missed = it happened while the webhook was stopped. A replay makes it waiting again.';
create index webhook_delivery_due on webhook_delivery (webhook_id, next_try_at, id) where state = 'waiting'; -- what is to be sent to this webhook now?
create index webhook_delivery_of_webhook on webhook_delivery (webhook_id, id desc); -- what was this webhook told?
create index webhook_delivery_of_event on webhook_delivery (event_id); -- may this event be forgotten?

create table webhook_attempt (
  id bigint generated always as identity primary key,
  delivery_id bigint not null references webhook_delivery on delete cascade,
  at timestamptz not null,
  status int,
  milliseconds int not null check (milliseconds >= 0),
  problem text not null,
  answer text not null check (char_length(answer) <= 500)
);
comment on table webhook_attempt is 'One try to deliver: what came back, its first characters, how long it took. problem is empty when it worked.';
create index webhook_attempt_of_delivery on webhook_attempt (delivery_id, id); -- how did this delivery go?

create table overdue_invoice (
  invoice_id bigint primary key references invoice,
  noticed_on date not null
);
comment on table overdue_invoice is 'Invoices whose falling due without payment was noticed; each once.';

-- Who listens is asked first: where nobody does, an event costs one look at a small table.
create function webhook_tell(p_kind text, p_account_id bigint, p_facts jsonb, p_topic text default null) returns void
language plpgsql security definer set search_path = public as $$
declare listeners bigint[]; told bigint;
begin
  select array_agg(w.id) into listeners from webhook w
   where w.state in ('on', 'stopped') and p_kind = any(w.events)
     and (p_topic is null or cardinality(w.alert_kinds) = 0 or p_topic = any(w.alert_kinds));
  if listeners is null then return; end if;
  insert into webhook_event (kind, account_id, facts) values (p_kind, p_account_id, p_facts) returning id into told;
  insert into webhook_delivery (webhook_id, event_id, account_id, state)
  select w.id, told, p_account_id, case when w.state = 'on' then 'waiting' else 'missed' end from webhook w where w.id = any(listeners);
end $$;

create function call_is_told() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform webhook_tell(case when new.outcome = 'refused' then 'call.refused' else 'call.ended' end, new.account_id, jsonb_build_object('cdrId', new.id::text));
  return null;
end $$;
create trigger call_is_told after insert on cdr for each row execute function call_is_told();

create function alert_is_told() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform webhook_tell('alert.raised', new.account_id, jsonb_build_object('alertId', new.id::text, 'kind', new.kind, 'params', new.params), new.kind);
  if new.kind = 'low_balance' then perform webhook_tell('balance.low', new.account_id, new.params); end if;
  return null;
end $$;
create trigger alert_is_told after insert on alert for each row execute function alert_is_told();

create function balance_runs_out() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if (select payment_type = 'pre_paid' from account where id = new.account_id) then
    perform webhook_tell('balance.empty', new.account_id, jsonb_build_object('balance', new.posted::text));
  end if;
  return null;
end $$;
create trigger balance_runs_out after update of posted on account_balance for each row
  when (old.posted > 0 and new.posted <= 0) execute function balance_runs_out();

create function payment_is_told() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform webhook_tell(case when tg_op = 'INSERT' then 'payment.received' else 'payment.reversed' end, new.account_id,
                       jsonb_build_object('paymentId', new.id::text, 'method', new.method, 'amount', new.amount::text, 'currency', new.currency,
                                          'receivedOn', new.received_on, 'reference', new.reference, 'reason', coalesce(new.reversal_reason, '')));
  return null;
end $$;
create trigger payment_is_told after insert on payment for each row execute function payment_is_told();
create trigger reversal_is_told after update of reversed_at on payment for each row
  when (old.reversed_at is null and new.reversed_at is not null) execute function payment_is_told();

create function refund_is_told() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.state <> 'succeeded' or (tg_op = 'UPDATE' and old.state = 'succeeded') then return null; end if;
  perform webhook_tell('payment.refunded', new.account_id,
                       jsonb_build_object('refundId', new.id::text, 'paymentId', new.payment_id::text, 'method', new.method, 'amount', new.amount::text,
                                          'currency', (select currency from payment where id = new.payment_id), 'reason', new.reason));
  return null;
end $$;
create trigger refund_is_told after insert or update of state on refund for each row execute function refund_is_told();

create function invoice_facts(i invoice) returns jsonb language sql immutable as $$
  select jsonb_build_object('invoiceId', i.id::text, 'number', i.number, 'total', i.total::text, 'currency', i.currency, 'issuedOn', i.issued_on,
                            'dueOn', i.due_on, 'periodFrom', i.period_from, 'periodTo', i.period_to,
                            'creditsInvoiceId', i.credits_invoice_id::text)
$$;
create function invoice_is_told() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform webhook_tell(case new.kind when 'invoice' then 'invoice.issued' else 'invoice.credited' end, new.account_id, invoice_facts(new));
  return null;
end $$;
create trigger invoice_is_told after insert on invoice for each row execute function invoice_is_told();

create function debt_is_settled() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform webhook_tell('invoice.paid', new.account_id, invoice_facts(i)) from invoice i where i.id = new.invoice_id;
  return null;
end $$;
create trigger debt_is_settled after update on invoice_debt for each row
  when (old.open > 0 and new.open = 0 and new.side = 'owed') execute function debt_is_settled();

create function overdue_is_told() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform webhook_tell('invoice.overdue', d.account_id, invoice_facts(i) || jsonb_build_object('open', d.open::text))
     from invoice i join invoice_debt d on d.invoice_id = i.id where i.id = new.invoice_id;
  return null;
end $$;
create trigger overdue_is_told after insert on overdue_invoice for each row execute function overdue_is_told();

create function account_is_told() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform webhook_tell(case when tg_op = 'INSERT' then 'account.created' when new.is_active then 'account.activated' else 'account.suspended' end, new.id,
                       jsonb_build_object('paymentType', new.payment_type, 'isActive', new.is_active));
  return null;
end $$;
create trigger account_is_told after insert on account for each row execute function account_is_told();
create trigger account_switch_is_told after update of is_active on account for each row
  when (old.is_active <> new.is_active) execute function account_is_told();

-- The nightly export of calls.
create table cdr_export_setting (
  only_row boolean primary key default true check (only_row),
  is_on boolean not null default false,
  hour int not null default 2 check (hour between 0 and 23),
  folder text not null default '' check (folder ~ '^([A-Za-z0-9][A-Za-z0-9_-]*(/[A-Za-z0-9][A-Za-z0-9_-]*)*)?$'),
  format text not null default 'csv' check (format in ('csv', 'json_lines')),
  is_packed boolean not null default false,
  columns text[] not null check (cardinality(columns) > 0),
  does_include_refused boolean not null default true,
  webhook_id bigint references webhook,
  keep_days int not null default 90 check (keep_days between 1 and 3660),
  version int not null default 1
);
comment on table cdr_export_setting is 'How calls are exported each night, for the day before, in the operator''s time zone. folder is below exports/ of the data folder.';
insert into cdr_export_setting (columns) values
  ('{callId,startedAt,answeredAt,endedAt,direction,accountNumber,callerNumber,number,destination,durationSeconds,billedSeconds,price,charge,currency,outcome,hangupCause}');
create trigger cdr_export_setting_version before update on cdr_export_setting for each row when (old.* is distinct from new.*) execute function bump_version();

create table cdr_export (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('nightly', 'copy', 'start')),
  day date not null,
  from_at timestamptz,
  until_at timestamptz not null,
  after_id bigint not null default 0,
  previous_upto_id bigint not null default 0,
  upto_id bigint not null,
  mark_xid xid8,
  state text not null check (state in ('marked', 'done')),
  folder text not null,
  format text not null,
  is_packed boolean not null,
  columns text[] not null,
  does_include_refused boolean not null,
  webhook_id bigint references webhook,
  file_name text not null default '',
  call_count bigint,
  byte_count bigint,
  sha256 text,
  asked_at timestamptz not null,
  asked_by text not null,
  finished_at timestamptz,
  problem text not null default '',
  removed_at timestamptz,
  check ((state = 'done') = (finished_at is not null))
);
comment on table cdr_export is 'Files of calls. A nightly one has the calls that ended before until_at and whose id is at most upto_id, less those that its predecessor had by the same rule (from_at, previous_upto_id): so each call is on exactly one. A copy has the calls that ended on its day. start = where the first one begins, without a file.';
comment on column cdr_export.after_id is 'No call of this file has this id or a lower one; only saves reading.';
comment on column cdr_export.mark_xid is 'Drawn after upto_id was read: once all older transactions are over, every call up to upto_id is decided.';
create unique index cdr_export_nightly on cdr_export (day) where kind <> 'copy'; -- was this night's file made already?
create index cdr_export_open on cdr_export (id) where state = 'marked'; -- which files are to be written?

-- How far ids of calls have been given out.
create function cdr_upto() returns bigint language sql volatile security definer set search_path = public as $$
  select case when is_called then last_value else 0 end from cdr_id_seq
$$;
-- Called in a transaction of its own, after the one that read cdr_upto; true once nobody can commit a call with such an id any more.
create function cdr_export_is_decided(p_id bigint) returns boolean language plpgsql security definer set search_path = public as $$
declare mark xid8;
begin
  select mark_xid into mark from cdr_export where id = p_id for update;
  -- A mark of the future was drawn by the cluster that a dump was made of.
  if mark is null or mark >= pg_snapshot_xmax(pg_current_snapshot()) then
    update cdr_export set mark_xid = pg_current_xact_id() where id = p_id;
    return false;
  end if;
  return mark < pg_snapshot_xmin(pg_current_snapshot());
end $$;

-- Whoever inserts calls has a transaction id before he draws an id of cdr, as ledger_post does: so an id that was given out before a mark belongs to a
-- transaction that is older than the mark. A trigger of the statement fires before the id is drawn.
create function cdr_draws_xid() returns trigger language plpgsql as $$
begin
  perform pg_current_xact_id();
  return null;
end $$;
create trigger cdr_draws_xid before insert on cdr for each statement execute function cdr_draws_xid();

grant select, insert, update, delete on webhook_event, webhook_delivery, webhook_attempt to vsppanel_app;
grant select, insert, update on webhook, cdr_export_setting, cdr_export to vsppanel_app;
grant select, insert on overdue_invoice to vsppanel_app;
grant usage on sequence webhook_id_seq to vsppanel_app;
grant select on webhook_event, webhook_delivery, webhook_attempt, cdr_export_setting, cdr_export to vsppanel_read;
grant select (id, name, url, does_allow_http, events, alert_kinds, alarm_email, state, stopped_reason, old_secret_until, failing_since, last_ok_at,
  created_at, created_by, version) on webhook to vsppanel_read;
revoke execute on function webhook_tell, call_is_told, alert_is_told, balance_runs_out, payment_is_told, refund_is_told, invoice_facts, invoice_is_told,
  debt_is_settled, overdue_is_told, account_is_told, cdr_draws_xid, cdr_upto, cdr_export_is_decided from public;
grant execute on function cdr_upto, cdr_export_is_decided to vsppanel_app;
