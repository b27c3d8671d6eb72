-- Billing packages with their rates; providers and routes.
create table billing_package (
  id bigint generated always as identity primary key,
  name text not null unique check (name <> ''),
  decimals int not null default 4 check (decimals between 0 and 8),
  rounding_mode text not null default 'half_up' check (rounding_mode in ('half_up', 'up', 'down', 'half_even')),
  created_at timestamptz not null default now(),
  version int not null default 1
);
comment on table billing_package is 'A named group of call rates that accounts are put on.';

create table rate (
  id bigint generated always as identity primary key,
  billing_package_id bigint not null references billing_package,
  prefix text not null check (prefix ~ '^[0-9]{0,15}$'),
  destination text not null,
  flag_fall bigint not null default 0 check (flag_fall >= 0),
  price bigint not null check (price >= 0),
  per_seconds int not null default 60 check (per_seconds between 1 and 86400),
  initial_increment int not null default 1 check (initial_increment between 1 and 86400),
  initial_price bigint check (initial_price >= 0),
  increment int not null default 1 check (increment between 1 and 86400),
  is_untimed boolean not null default false,
  grace_seconds int not null default 0 check (grace_seconds >= 0),
  minimum_seconds int not null default 0 check (minimum_seconds >= 0),
  minimum_charge bigint not null default 0 check (minimum_charge >= 0),
  maximum_charge bigint check (maximum_charge >= minimum_charge),
  is_blocked boolean not null default false,
  valid_from timestamptz not null default now(),
  valid_to timestamptz check (valid_to >= valid_from)
);
comment on table rate is 'The price rule for one prefix. Never changed once valid: a new price closes this row and opens another, so a past price stays reproducible. Money columns are 10^-12 of a currency unit, times are seconds.';
create unique index rate_current on rate (billing_package_id, prefix) where valid_to is null; -- which rate holds now?

create table provider (
  id bigint generated always as identity primary key,
  name text not null unique check (name <> ''),
  protocol text not null check (protocol in ('sip', 'iax', 'test')),
  host text not null default '',
  port int not null default 5060 check (port between 1 and 65535),
  username text not null default '',
  secret_sealed bytea,
  does_register boolean not null default false,
  number_format text not null default 'e164' check (number_format in ('e164', 'plus_e164', 'international', 'national')),
  strip_digits int not null default 0 check (strip_digits between 0 and 15),
  add_prefix text not null default '' check (add_prefix ~ '^[0-9+*#]{0,15}$'),
  caller_id text not null default '' check (caller_id ~ '^[0-9+]{0,16}$'),
  channel_limit int check (channel_limit > 0),
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  version int not null default 1
);
comment on table provider is 'A carrier that takes outgoing calls. protocol test = the carrier built into our own Asterisk that rings, answers and plays back.';
comment on column provider.secret_sealed is 'AES-256-GCM with a key outside the database; only the call engine opens it.';

create table route (
  id bigint generated always as identity primary key,
  name text not null unique check (name <> ''),
  created_at timestamptz not null default now(),
  version int not null default 1
);
comment on table route is 'A named rule set that says which providers a call goes to, in which order.';

create table route_rule (
  route_id bigint not null references route,
  prefix text not null check (prefix ~ '^[0-9]{0,15}$'),
  position int not null check (position >= 1),
  provider_id bigint not null references provider,
  primary key (route_id, prefix, position)
);
comment on table route_rule is 'The providers of a prefix in order; the longest prefix that matches is used alone.';
create index route_rule_of_provider on route_rule (provider_id); -- which routes use this provider?

alter table setting add foreign key (default_billing_package_id) references billing_package;
alter table setting add foreign key (default_route_id) references route;
alter table setting add foreign key (emergency_route_id) references route;
