-- Incoming numbers: the stock, who has which, where calls to them go. Ring groups. Features that phones switch by dialling.
create table ring_group (
  id bigint generated always as identity primary key,
  account_id bigint not null references account,
  name text not null check (name <> ''),
  strategy text not null check (strategy in ('all', 'in_order')),
  members text[] not null check (cardinality(members) between 1 and 20),
  ring_seconds int not null default 25 check (ring_seconds between 5 and 60),
  follow jsonb check (follow ->> 'kind' in ('voicemail', 'forward')),
  created_at timestamptz not null default now(),
  unique (account_id, name)
);
comment on table ring_group is 'Phones and outside numbers of one account that ring together or in turn.';
comment on column ring_group.members is 'Network numbers of the account, or numbers as its customer would dial them; in order.';
comment on column ring_group.follow is 'What follows when nobody answers: {kind: voicemail, networkNumber} or {kind: forward, dialled}; null = the call ends.';

create table incoming_number (
  id bigint generated always as identity primary key,
  number text not null unique check (number ~ '^[1-9][0-9]{4,14}$'),
  provider_id bigint references provider,
  monthly_cost bigint not null default 0 check (monthly_cost >= 0),
  monthly_price bigint not null default 0 check (monthly_price >= 0),
  rate_id bigint references rate,
  account_id bigint references account,
  extra_id bigint references extra on delete set null,
  allocated_at timestamptz,
  quarantined_until timestamptz,
  destination jsonb not null default '{"kind": "all_phones"}'
    check (destination ->> 'kind' in ('all_phones', 'phone', 'forward', 'ring_group', 'voicemail')),
  windows jsonb not null default '[]' check (jsonb_typeof(windows) = 'array' and jsonb_array_length(windows) <= 20),
  created_at timestamptz not null default now(),
  version int not null default 1,
  check ((account_id is null) = (allocated_at is null)),
  check (account_id is null or quarantined_until is null),
  check (account_id is not null or extra_id is null)
);
comment on table incoming_number is 'A public number that a provider delivers to us, E.164 digits. Nobody''s (in stock), or one account''s.';
comment on column incoming_number.monthly_cost is 'What the provider takes for it each month, 10^-8 of a currency unit.';
comment on column incoming_number.monthly_price is 'What its customer pays each month, 10^-8 of a currency unit: an extra of the account while it is allocated.';
comment on column incoming_number.rate_id is 'The price of a call to it, which the account pays: a rate of the package "Incoming numbers"; null = free.';
comment on column incoming_number.quarantined_until is 'Released numbers rest until then, so that callers of the old customer do not reach the next one.';
comment on column incoming_number.destination is 'Where its calls go (core/routing/incomingNumber.ts); windows = other destinations at hours of the week, the first that fits counts.';
create index incoming_number_of_account on incoming_number (account_id, id) where account_id is not null; -- which numbers does this account have?
create index incoming_number_search on incoming_number using gin (number gin_trgm_ops); -- which numbers contain these digits?
create trigger incoming_number_version before update on incoming_number for each row when (old.* is distinct from new.*) execute function bump_version();
create trigger incoming_number_change after insert or update or delete on incoming_number for each row execute function tell_change('incoming_number', 'id');

-- Every price of a call to an incoming number is a rate of one package of its own kind, which is made with the first one; so such calls are
-- priced, explained and priced again like all others.
alter table billing_package drop constraint billing_package_kind_check;
alter table billing_package add check (kind in ('sell', 'cost', 'exception', 'incoming'));
create unique index billing_package_incoming on billing_package (kind) where kind = 'incoming'; -- which package prices calls to incoming numbers?
comment on column billing_package.kind is 'sell = what accounts are put on; cost = what a provider asks of us; exception = the own prices of one account; incoming = of calls to incoming numbers, one rate a number.';

-- A call that a provider brings is a call of the account, not of one of its phones.
alter table call alter column network_number_id drop not null;

alter table network_number
  add column do_not_disturb boolean not null default false,
  add column hides_caller_id boolean not null default false,
  add column does_ring_all boolean not null default false;
comment on column network_number.do_not_disturb is 'Callers hear that it is busy; switched in the panel, or by *78 and *79 on the phone.';
comment on column network_number.hides_caller_id is 'Its calls do not show who calls, but for emergency numbers; *67 does so for one call.';
comment on column network_number.does_ring_all is 'For a customer number: a call to it rings all phones of its account.';
grant select (do_not_disturb, hides_caller_id, does_ring_all) on network_number to vsppanel_read;

-- A phone in a browser: a login of its own for a quarter of an hour, which calls as one of the network numbers.
create table browser_phone (
  username text primary key check (username ~ '^web-[0-9a-f]{24}$'),
  network_number_id bigint not null references network_number on delete cascade,
  sip_digest_md5 text not null check (sip_digest_md5 ~ '^[0-9a-f]{32}$'),
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
comment on table browser_phone is 'Phones in browsers: a login for a short while, reached through the panel only. It calls as its network number, and nobody can call it.';
create index browser_phone_expiring on browser_phone (expires_at); -- which logins have lapsed?
grant select, insert, delete on browser_phone to vsppanel_app;

create or replace view ast.ps_endpoints as
  select number as id, number as aors, number as auth, 'from-phone'::text as context,
         'all'::text as disallow, 'ulaw,alaw,g722,gsm'::text as allow,
         'no'::text as direct_media, 'yes'::text as rtp_symmetric, 'yes'::text as force_rport, 'yes'::text as rewrite_contact,
         'username'::text as identify_by, ('PHONE=' || number || ';PROTOCOL=sip')::text as set_var, account_id::text as accountcode,
         ('"' || number || '" <' || number || '>')::text as callerid, 'no'::text as trust_id_inbound, 'no'::text as allow_subscribe,
         'no'::text as allow_transfer, '60'::text as rtp_timeout, '600'::text as rtp_timeout_hold, null::text as mailboxes,
         'no'::text as webrtc
    from ast.phone where is_sip
  union all
  select b.username, null, b.username, 'from-phone', 'all', 'ulaw,alaw', 'no', 'yes', 'yes', 'yes', 'username',
         'PHONE=' || p.number || ';PROTOCOL=' || case when p.is_sip then 'sip' else 'iax' end, p.account_id::text,
         '"' || p.number || '" <' || p.number || '>', 'no', 'no', 'no', '60', '600', null, 'yes'
    from public.browser_phone b
    join ast.phone p on p.id = b.network_number_id
   where b.expires_at > now();

create or replace view ast.ps_auths as
  select number as id, 'digest'::text as auth_type, number as username, 'vsppanel'::text as realm,
         ('MD5:' || sip_digest_md5)::text as password_digest, 'MD5'::text as supported_algorithms_uas
    from ast.phone where is_sip
  union all
  select username, 'digest', username, 'vsppanel', 'MD5:' || sip_digest_md5, 'MD5'
    from public.browser_phone
   where expires_at > now();

grant select, insert, update, delete on ring_group, incoming_number to vsppanel_app;
grant select on ring_group, incoming_number to vsppanel_read;
