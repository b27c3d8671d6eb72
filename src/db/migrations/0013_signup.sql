-- Signup forms, what was sent through them, and what became of it.
create table signup_form (
  id bigint generated always as identity primary key,
  code text not null unique check (code ~ '^[a-z0-9]{12}$'),
  name text not null unique check (name <> ''),
  is_active boolean not null,
  language text not null check (language in ('en', 'de', 'es', 'fr')),
  heading text not null,
  intro text not null,
  fields jsonb not null check (jsonb_array_length(fields) > 0),
  billing_package_id bigint references billing_package,
  route_id bigint references route,
  payment_type text check (payment_type in ('pre_paid', 'post_paid')),
  extras jsonb not null,
  approval text not null check (approval in ('by_staff', 'automatic')),
  does_confirm_email boolean not null,
  thank_you_url text not null check (thank_you_url ~ '^$|^https?://'),
  logo_text text not null,
  accent_colour text not null check (accent_colour ~ '^#[0-9a-f]{6}$'),
  allowed_sites text[] not null,
  address_hour int not null check (address_hour between 1 and 100000),
  form_hour int not null check (form_hour between 1 and 100000),
  form_day int not null check (form_day between 1 and 100000),
  created_at timestamptz not null,
  version int not null default 1,
  -- Nobody looks at an automatic account before it exists: it must begin with nothing and belong to who has the e-mail.
  check (approval = 'by_staff' or (payment_type is distinct from 'post_paid' and does_confirm_email))
);
comment on table signup_form is 'A page or snippet through which customers sign up. code stands in its address. null and empty text = the usual.';
comment on column signup_form.extras is 'As core/extras has them; costs are decimal strings.';
create trigger signup_form_version before update on signup_form for each row when (old.* is distinct from new.*) execute function bump_version();

create table signup_submission (
  id bigint generated always as identity primary key,
  form_id bigint not null references signup_form,
  state text not null check (state in ('received', 'waiting', 'approved', 'rejected', 'expired')),
  sent json not null,
  details jsonb not null,
  message text not null,
  email text not null,
  search_text text not null,
  address text not null,
  address_group text not null,
  user_agent text not null,
  site text not null,
  nonce text unique,
  content_hash text not null,
  received_at timestamptz not null,
  confirm_token_hash text unique,
  confirm_until timestamptz,
  confirmed_at timestamptz,
  decided_at timestamptz,
  decided_by text,
  reason text not null default '',
  account_id bigint unique references account,
  check ((state = 'approved') = (account_id is not null)),
  check ((state in ('approved', 'rejected')) = (decided_at is not null))
);
comment on table signup_submission is 'One sent signup form; its original input is never changed. State machine: core/accounts/signup.ts.';
comment on column signup_submission.sent is 'Field names and texts as they were sent, in that order (jsonb would sort them).';
comment on column signup_submission.details is 'The same as customer details, checked.';
comment on column signup_submission.site is 'hosted, or the origin of the page that embedded the form.';
comment on column signup_submission.nonce is 'The number of the page''s token: one filling of a form is sent once.';
comment on column signup_submission.confirm_token_hash is 'SHA-256 of the link in the confirmation letter; the link stands nowhere else.';
create index signup_submission_newest on signup_submission (state, id desc); -- which signups wait, newest first?
create index signup_submission_of_form on signup_submission (form_id, received_at); -- how many came through this form lately?
create index signup_submission_of_address on signup_submission (address_group, received_at); -- how many came from here lately?
create index signup_submission_by_email on signup_submission (email, received_at) where email <> ''; -- did this e-mail sign up before?
create index signup_submission_by_content on signup_submission (form_id, content_hash, received_at); -- was this sent a moment ago?
create index signup_submission_unconfirmed on signup_submission (confirm_until) where state = 'received'; -- whose link has run out?
create index signup_submission_search on signup_submission using gin (search_text gin_trgm_ops); -- whose name or number contains this?

create table signup_event (
  id bigint generated always as identity primary key,
  submission_id bigint not null references signup_submission,
  at timestamptz not null,
  event text not null check (event in ('received', 'confirmed', 'expired', 'approved', 'rejected', 'letter_withheld')),
  actor_name text not null,
  detail text not null
);
comment on table signup_event is 'What happened to a signup, in order; append only.';
create index signup_event_of_submission on signup_event (submission_id, id); -- what happened to this signup?
create trigger signup_event_is_append_only before update or delete or truncate on signup_event
  for each statement execute function refuse_audit_change();
create trigger signup_submission_is_kept before delete or truncate on signup_submission
  for each statement execute function refuse_audit_change();

-- Duplicates are looked for by e-mail, by the last eight digits of a phone (with and without country code), by last name and street.
create index account_by_email on account (lower(email)) where email <> '';
create index account_by_phone on account (right(regexp_replace(phone, '\D', '', 'g'), 8)) where phone <> '';
create index account_by_mobile on account (right(regexp_replace(mobile, '\D', '', 'g'), 8)) where mobile <> '';

grant select, insert, update on signup_form to vsppanel_app;
grant select, insert on signup_submission to vsppanel_app;
grant update (state, confirmed_at, decided_at, decided_by, reason, account_id) on signup_submission to vsppanel_app;
grant select, insert on signup_event to vsppanel_app;
grant select on signup_form, signup_event to vsppanel_read;
grant select (id, form_id, state, sent, details, message, email, search_text, address, address_group, user_agent, site, received_at,
  confirm_until, confirmed_at, decided_at, decided_by, reason, account_id) on signup_submission to vsppanel_read;
