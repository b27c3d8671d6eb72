-- Networks from which phones' secrets or numbers are guessed: who is shut out, since when, for how long, and who never is.
create table ban (
  id bigint generated always as identity primary key,
  network cidr not null,
  kind text not null check (kind in ('ban', 'warning')),
  protocols text[] not null default '{}' check (protocols <@ '{sip,iax}'::text[]),
  failures int not null default 0 check (failures >= 0),
  names text[] not null default '{}' check (cardinality(names) <= 5),
  note text not null default '',
  banned_at timestamptz not null,
  banned_by text not null check (banned_by <> ''),
  until timestamptz check (until > banned_at),
  lifted_at timestamptz,
  lifted_by text,
  check ((lifted_at is null) = (lifted_by is null)),
  check (kind = 'ban' or until is not null)
);
comment on table ban is 'Who was shut out, and who would have been but for the good phones beside it (a warning). In force: not lifted, and until has not come.';
comment on column ban.network is 'One IPv4 address, an IPv6 /64, or what staff wrote.';
comment on column ban.names is 'Some of the numbers that were tried: what a stranger wrote.';
comment on column ban.until is 'Null = until somebody lifts it.';
create index ban_not_lifted on ban (until desc) where lifted_at is null; -- who is banned now? (null = for ever comes first)
create index ban_of_network on ban (network, banned_at desc); -- how often was this network banned before?
create index ban_newest on ban (banned_at); -- how many were banned in the last ten minutes?

create table ban_exemption (
  id bigint generated always as identity primary key,
  network cidr not null unique,
  note text not null default '',
  added_at timestamptz not null,
  added_by text not null check (added_by <> '')
);
comment on table ban_exemption is 'Networks that are never banned. Our own addresses and those of providers never are, without standing here.';

create trigger ban_change after insert or update on ban for each row execute function tell_change('ban', 'id');
create trigger ban_exemption_change after insert or delete on ban_exemption for each row execute function tell_change('ban', 'id');
-- Which phones are registered from an address? The expression is that of the view phone_registration.
create index ps_contacts_of_address on ast.ps_contacts (substring(uri from '@\[?([^];:^>]+)'));

alter table engine_status add column shuts_out_by text not null default 'asterisk' check (shuts_out_by in ('firewall', 'asterisk'));
comment on column engine_status.shuts_out_by is 'Banned networks are kept out by the firewall (nftables) or, where that is not permitted, by Asterisk itself.';

grant select on ban, ban_exemption to vsppanel_app, vsppanel_read;
grant insert on ban, ban_exemption to vsppanel_app;
grant update (until, note, lifted_at, lifted_by) on ban to vsppanel_app;
grant delete on ban, ban_exemption to vsppanel_app;
