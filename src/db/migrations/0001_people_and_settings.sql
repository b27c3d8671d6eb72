-- Staff, their sessions, API keys, the operator's settings and the audit trail.
create extension if not exists pg_trgm;

create table setting (
  only_row boolean primary key default true check (only_row),
  company_name text not null default '',
  country text not null default 'AU' check (country ~ '^[A-Z]{2}$'),
  currency text not null default 'AUD' check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null default 'UTC',
  base_number text not null default '100000' check (base_number ~ '^[1-9][0-9]{3,14}$'),
  next_number bigint not null default 100000 check (next_number > 0),
  country_calling_code text not null default '61' check (country_calling_code ~ '^[1-9][0-9]{0,2}$'),
  national_prefix text not null default '0' check (national_prefix ~ '^[0-9]{0,4}$'),
  international_prefix text not null default '0011' check (international_prefix ~ '^[0-9]{1,5}$'),
  emergency_numbers text[] not null default '{000,112}',
  emergency_route_id bigint,
  default_payment_type text not null default 'pre_paid' check (default_payment_type in ('pre_paid', 'post_paid')),
  default_protocol text not null default 'sip_and_iax' check (default_protocol in ('sip', 'iax', 'sip_and_iax')),
  default_billing_package_id bigint,
  default_route_id bigint,
  default_call_limit int not null default 2 check (default_call_limit between 1 and 1000),
  default_daily_spend_limit bigint check (default_daily_spend_limit >= 0),
  setup_token_hash text,
  set_up_at timestamptz,
  version int not null default 1
);
comment on table setting is 'The operator''s one row of settings; every default of Add Account comes from here.';
comment on column setting.next_number is 'The next customer number to try; only ever counts up, so a number is never minted twice.';
comment on column setting.setup_token_hash is 'SHA-256 of the one-time link for the first Administrator; null once used.';
insert into setting default values;

create table staff (
  id bigint generated always as identity primary key,
  user_name text not null check (user_name ~ '^[a-z0-9][a-z0-9._@-]{1,62}$'),
  name text not null,
  level text not null check (level in ('administrator', 'super_user')),
  password_hash text not null,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  version int not null default 1,
  unique (user_name)
);
comment on table staff is 'People of the provider who sign in to the panel.';

create table staff_session (
  token_hash text primary key,
  staff_id bigint not null references staff,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_seen_at timestamptz not null,
  address text not null,
  user_agent text not null
);
comment on table staff_session is 'Signed-in sessions; the cookie holds the token, the table only its SHA-256.';
create index staff_session_of_staff on staff_session (staff_id); -- which sessions does this person have?

create table sign_in_failure (
  id bigint generated always as identity primary key,
  user_name text not null,
  address text not null,
  at timestamptz not null
);
comment on table sign_in_failure is 'Failed sign-ins, for throttling by user name and by address.';
create index sign_in_failure_by_name on sign_in_failure (user_name, at); -- how many failures of this name lately?
create index sign_in_failure_by_address on sign_in_failure (address, at); -- how many failures from here lately?

create table api_key (
  id bigint generated always as identity primary key,
  name text not null,
  key_hash text not null unique,
  hint text not null,
  level text not null check (level in ('administrator', 'super_user')),
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
comment on table api_key is 'Keys of machines; stored as SHA-256, shown once. hint = the first characters, to tell keys apart.';

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('staff', 'api_key', 'system')),
  actor_id bigint,
  actor_name text not null,
  action text not null,
  account_id bigint,
  detail jsonb not null default '{}'
);
comment on table audit is 'Who did what, when; append only. detail never holds a secret.';
create index audit_of_account on audit (account_id, id desc) where account_id is not null; -- what happened to this account?
