-- Two-step sign-in, passkeys, sessions that can be told apart, and throttling by network.
alter table setting add column requires_second_factor text not null default 'nobody'
  check (requires_second_factor in ('nobody', 'administrators', 'everybody'));
comment on column setting.requires_second_factor is 'Who must set up two-step sign-in before anything else.';
grant select (requires_second_factor) on setting to vsppanel_read;

create table staff_sign_in (
  staff_id bigint primary key references staff,
  must_change_password boolean not null default false,
  last_sign_in_at timestamptz
);
comment on table staff_sign_in is 'How a person signs in: apart from staff, so that signing in makes no open form of that person stale.';
insert into staff_sign_in (staff_id) select id from staff;
create function add_staff_sign_in() returns trigger language plpgsql as $$
begin
  insert into staff_sign_in (staff_id) values (new.id);
  return null;
end $$;
create trigger staff_has_sign_in after insert on staff for each row execute function add_staff_sign_in();

create table staff_totp (
  staff_id bigint primary key references staff,
  secret_sealed bytea not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0
);
comment on table staff_totp is 'Authenticator app of a person (RFC 6238). Not confirmed = being set up. last_step: a code is accepted once.';

create table recovery_code (
  staff_id bigint not null references staff,
  code_hash text not null,
  used_at timestamptz,
  primary key (staff_id, code_hash)
);
comment on table recovery_code is 'One-time codes for who has lost the second factor; SHA-256 of 80 random bits each, shown once.';

create table passkey (
  id bigint generated always as identity primary key,
  staff_id bigint not null references staff,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null check (counter >= 0),
  transports text[] not null default '{}',
  rp_id text not null,
  name text not null,
  is_synced boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
comment on table passkey is 'Passkeys (WebAuthn): public keys, so nothing here is a secret. rp_id = the host name it was made for.';
create index passkey_of_staff on passkey (staff_id); -- which passkeys does this person have?

create table passkey_challenge (
  challenge_hash text primary key,
  purpose text not null check (purpose in ('register', 'second_factor', 'sign_in')),
  staff_id bigint references staff,
  rp_id text not null,
  origin text not null,
  expires_at timestamptz not null,
  check ((purpose = 'sign_in') = (staff_id is null))
);
comment on table passkey_challenge is 'Challenges that wait for the proof of a passkey; each is used once.';
create index passkey_challenge_by_expiry on passkey_challenge (expires_at); -- which are over?

create table pending_sign_in (
  token_hash text primary key,
  staff_id bigint not null references staff,
  expires_at timestamptz not null
);
comment on table pending_sign_in is 'The password was right and the second factor is awaited. Holds no right to anything.';
create index pending_sign_in_by_expiry on pending_sign_in (expires_at); -- which are over?

alter table staff_session
  add column id bigint generated always as identity unique,
  add column method text not null default 'password' check (method in ('password', 'totp', 'recovery_code', 'passkey'));
comment on column staff_session.method is 'What completed the sign-in.';
-- Whoever watches with this session is told at once that it has ended.
create trigger session_change after delete on staff_session for each row execute function tell_change('session', 'id');

alter table sign_in_failure add column network text not null default '';
update sign_in_failure set network = address;
alter table sign_in_failure alter column network drop default;
drop index sign_in_failure_by_address;
create index sign_in_failure_by_network on sign_in_failure (network, at); -- how many failures from this network lately?

grant select, insert, update, delete on staff_sign_in, staff_totp, recovery_code, passkey, passkey_challenge, pending_sign_in to vsppanel_app;
grant select on staff_sign_in to vsppanel_read;
grant select (staff_id, confirmed_at) on staff_totp to vsppanel_read;
grant select (staff_id, used_at) on recovery_code to vsppanel_read;
grant select (id, staff_id, name, rp_id, is_synced, created_at, last_used_at) on passkey to vsppanel_read;
grant select (id, method) on staff_session to vsppanel_read;
