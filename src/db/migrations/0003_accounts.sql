-- Accounts (customers) and what stands under them.
create table account (
  id bigint generated always as identity primary key,
  account_number text not null unique check (account_number ~ '^[0-9]{16}$'),
  customer_number text not null unique check (customer_number ~ '^[1-9][0-9]{3,14}$'),
  title text not null default '',
  first_name text not null default '',
  middle_initial text not null default '',
  last_name text not null default '',
  company text not null default '',
  date_of_birth date,
  email text not null default '',
  phone text not null default '',
  mobile text not null default '',
  fax text not null default '',
  address_1 text not null default '',
  address_2 text not null default '',
  city text not null default '',
  state text not null default '',
  postcode text not null default '',
  country text not null default '',
  tax_id text not null default '',
  language text not null default '',
  time_zone text not null default '',
  reference text not null default '',
  payment_type text not null check (payment_type in ('pre_paid', 'post_paid')),
  protocol text not null check (protocol in ('sip', 'iax', 'sip_and_iax')),
  billing_package_id bigint not null references billing_package,
  route_id bigint not null references route,
  call_limit int not null check (call_limit between 1 and 1000),
  daily_spend_limit bigint check (daily_spend_limit >= 0),
  allowed_prefixes text[] not null default '{}',
  blocked_prefixes text[] not null default '{}',
  is_active boolean not null default true,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz not null default now(),
  created_by text not null,
  version int not null default 1,
  search_text text not null generated always as (
    lower(account_number || ' ' || customer_number || ' ' || first_name || ' ' || last_name || ' ' || company || ' ' || email || ' '
      || phone || ' ' || mobile || ' ' || city || ' ' || reference)) stored,
  check (first_name || last_name || company || email || phone || mobile || reference <> '')
);
comment on table account is 'One customer; the container of everything that customer has.';
comment on column account.daily_spend_limit is '10^-8 of a currency unit for one day in the operator''s time zone; null = none.';
create index account_search on account using gin (search_text gin_trgm_ops); -- whose name, number or mail contains this?
create index account_by_last_name on account (lower(last_name), id); -- duplicates, lists by name

create table account_balance (
  account_id bigint primary key references account,
  posted bigint not null default 0,
  held bigint not null default 0 check (held >= 0),
  credit_limit bigint check (credit_limit >= 0),
  spend_day date not null default '2000-01-01',
  spent_on_day bigint not null default 0
) with (fillfactor = 50);
comment on table account_balance is 'The running sums of one account, kept by the ledger functions only: posted = what the entries sum to as the customer''s money, held = sum of the holds of its open calls. The row is also the lock of the account.';
comment on column account_balance.credit_limit is 'How far below zero calls may go; Pre-Paid 0, null = no limit (Post-Paid default).';

create table network_number (
  id bigint generated always as identity primary key,
  account_id bigint not null references account,
  number text not null unique check (number ~ '^[1-9][0-9]{3,14}$'),
  label text not null default '',
  sip_digest_md5 text not null check (sip_digest_md5 ~ '^[0-9a-f]{32}$'),
  iax_secret_sealed bytea,
  caller_id text not null default '',
  call_limit int check (call_limit between 1 and 1000),
  is_active boolean not null default true,
  created_at timestamptz not null default now()
);
comment on table network_number is 'One login for one phone; the number is also its user name and dialable inside the network.';
comment on column network_number.sip_digest_md5 is 'md5(number:vsppanel:secret), RFC 8760 HA1: SIP needs no clear secret.';
comment on column network_number.iax_secret_sealed is 'pgp_sym_encrypt with a key outside the database: IAX2 answers md5(challenge + secret), RFC 5456 section 8.6.14, so the engine must be able to read it. Null when the account is SIP only.';
create index network_number_of_account on network_number (account_id, id); -- which phones does this account have?

create table iax_registration (
  network_number_id bigint primary key references network_number on delete cascade,
  address text,
  port int,
  registered_until bigint,
  updated_at timestamptz not null default now()
);
comment on table iax_registration is 'Where an IAX phone was last seen; written by the engine through its view.';

create table extra (
  id bigint generated always as identity primary key,
  account_id bigint not null references account,
  position int not null,
  description text not null check (description <> ''),
  cost bigint not null check (cost >= 0),
  charge_period text not null check (charge_period in ('once', 'daily', 'weekly', 'fortnightly', 'monthly', 'quarterly', 'half_yearly', 'yearly')),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  does_prorate boolean not null default false,
  is_taxable boolean not null default true,
  created_at timestamptz not null default now()
);
comment on table extra is 'A charge other than calls. cost is 10^-8 of a currency unit per period.';
create index extra_of_account on extra (account_id, position); -- which extras does this account have?

create table note (
  id bigint generated always as identity primary key,
  account_id bigint not null references account,
  author_name text not null,
  body text not null check (body <> ''),
  is_pinned boolean not null default false,
  created_at timestamptz not null default now()
);
comment on table note is 'The running log of an account; entries are added, never edited.';
create index note_of_account on note (account_id, id desc); -- what was noted on this account?

alter table audit add foreign key (account_id) references account;
