-- The customer portal: people of customers, how they sign in, and visits of staff. Nothing here opens the panel.
create table portal_user (
  id bigint generated always as identity primary key,
  account_id bigint not null references account,
  email text not null check (email = lower(email) and email like '%_@_%'),
  name text not null check (char_length(name) between 1 and 100),
  password_hash text,
  is_active boolean not null default true,
  created_at timestamptz not null,
  created_by text not null,
  last_sign_in_at timestamptz
);
comment on table portal_user is 'People who may open the portal of one account. No password yet = invited. An e-mail opens one account.';
create unique index portal_user_by_email on portal_user (email); -- who signs in with this e-mail?
create index portal_user_of_account on portal_user (account_id, id); -- who may open the portal of this account?

create table portal_token (
  token_hash text primary key,
  portal_user_id bigint not null references portal_user,
  expires_at timestamptz not null
);
comment on table portal_token is 'One-time links of invitations and forgotten passwords; SHA-256 of 256 random bits.';
create index portal_token_of_user on portal_token (portal_user_id); -- which links does this person have?
create index portal_token_by_expiry on portal_token (expires_at); -- which are over?

create table portal_session (
  id bigint generated always as identity primary key,
  token_hash text not null unique,
  account_id bigint not null references account,
  portal_user_id bigint references portal_user,
  staff_id bigint references staff,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_seen_at timestamptz not null,
  address text not null,
  user_agent text not null,
  check (num_nonnulls(portal_user_id, staff_id) = 1)
);
comment on table portal_session is 'Signed-in sessions of the portal. staff_id: somebody of the operator looks at it as the customer would, and changes nothing.';
create index portal_session_of_user on portal_session (portal_user_id); -- which sessions does this person have?
create index portal_session_of_staff on portal_session (staff_id); -- which portals does this person of ours look at?
create index portal_session_by_expiry on portal_session (expires_at); -- which are over?

alter table audit drop constraint audit_actor_kind_check;
alter table audit add constraint audit_actor_kind_check check (actor_kind in ('staff', 'api_key', 'system', 'portal_user'));

grant select, insert, update, delete on portal_user, portal_token, portal_session to vsppanel_app;
grant usage on all sequences in schema public to vsppanel_app;
-- The reading role sees no secret.
revoke select on portal_user, portal_token, portal_session from vsppanel_read;
grant select (id, account_id, email, name, is_active, created_at, created_by, last_sign_in_at) on portal_user to vsppanel_read;
grant select (id, account_id, portal_user_id, staff_id, created_at, expires_at, last_seen_at, address, user_agent) on portal_session to vsppanel_read;
alter table portal_user add column has_password boolean generated always as (password_hash is not null) stored;
grant select (has_password) on portal_user to vsppanel_read;
