-- The account's page complete: agent number, duplicates, presets of extras, pinned notes, retired numbers; and e-mail that is sent.
alter table account add column agent_number text not null default '' check (char_length(agent_number) <= 40);
comment on column account.agent_number is 'Who signed this customer up; empty = the operator. Free text until agents have accounts of their own.';
create index account_by_address on account (lower(address_1)) where address_1 <> ''; -- who else lives there?

-- A number that once belonged to somebody is not given to the next one who asks for any number.
create table retired_number (
  number text primary key,
  retired_at timestamptz not null default now()
);
comment on table retired_number is 'Network numbers that were removed. Minting passes over them, also after another Base Number; typing one is allowed.';
create function retire_number() returns trigger language plpgsql as $$
begin
  insert into retired_number (number) values (old.number) on conflict do nothing;
  return null;
end $$;
create trigger network_number_retires after delete on network_number for each row execute function retire_number();
grant select on retired_number to vsppanel_app, vsppanel_read;
grant insert on retired_number to vsppanel_app;

-- Presets of extras, and further defaults of Add Account.
create table extra_preset (
  id bigint generated always as identity primary key,
  name text not null unique check (name <> ''),
  extras jsonb not null check (jsonb_typeof(extras) = 'array' and jsonb_array_length(extras) > 0),
  created_at timestamptz not null default now()
);
comment on table extra_preset is 'A saved set of extras. extras: [{description, cost, chargePeriod, doesProrate, isTaxable}]; cost is a decimal string. Applied as a copy.';
grant select on extra_preset to vsppanel_app, vsppanel_read;
grant insert, update, delete on extra_preset to vsppanel_app;

alter table setting
  add column default_extra_preset_id bigint references extra_preset on delete set null,
  add column default_credit_limit bigint check (default_credit_limit >= 0),
  add column default_allowed_prefixes text[] not null default '{}',
  add column default_blocked_prefixes text[] not null default '{}',
  add column default_language text not null default '';
comment on column setting.default_credit_limit is 'For new Post-Paid accounts, 10^-8 of a currency unit; null = no limit.';
grant select (default_extra_preset_id, default_credit_limit, default_allowed_prefixes, default_blocked_prefixes, default_language)
  on setting to vsppanel_read;

-- A note stays as it was written; only its pin may move.
revoke update on note from vsppanel_app;
grant update (is_pinned) on note to vsppanel_app;
drop index note_of_account;
create index note_of_account on note (account_id, is_pinned desc, id desc); -- what was noted on this account, pinned first?

-- The operator's mail server, and letters whose text is a secret.
create table mail_setting (
  only_row boolean primary key default true check (only_row),
  host text not null default '',
  port int not null default 587 check (port between 1 and 65535),
  security text not null default 'starttls' check (security in ('none', 'starttls', 'tls')),
  user_name text not null default '',
  password_sealed bytea,
  has_password boolean generated always as (password_sealed is not null) stored,
  from_name text not null default '',
  from_address text not null default '',
  version int not null default 1,
  check (host = '' or from_address <> '')
);
comment on table mail_setting is 'The operator''s one mail server; an empty host means that letters wait.';
insert into mail_setting default values;
create trigger mail_setting_version before update on mail_setting for each row execute function bump_version();
grant select, update on mail_setting to vsppanel_app;
grant select (only_row, host, port, security, user_name, has_password, from_name, from_address, version) on mail_setting to vsppanel_read;

alter table letter
  add column holds_secret boolean not null default false,
  add column body_sealed bytea,
  add check (holds_secret or body_sealed is null),
  add check (not holds_secret or (body_text = '' and body_html is null)),
  add check (state = 'waiting' or body_sealed is null);
comment on column letter.body_sealed is 'The bodies of a letter that holds a secret, sealed with the key outside the database; gone once it is sent or given up.';
grant select (holds_secret) on letter to vsppanel_read;
create index letter_by_state on letter (state, id desc); -- which letters wait, which could not be sent?
