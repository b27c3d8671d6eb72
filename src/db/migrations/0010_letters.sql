-- E-mail to be sent: an action writes the letter in its own transaction, a job sends it and notes how that went.
create table letter (
  id bigint generated always as identity primary key,
  key text not null unique check (key <> ''),
  to_address text not null check (to_address <> ''),
  subject text not null,
  body_text text not null,
  body_html text,
  account_id bigint references account,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  tries int not null default 0,
  next_try_at timestamptz not null default now(),
  last_problem text not null default '',
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
comment on table letter is 'Outgoing e-mail. key makes a letter go out once. Bodies that hold a secret are emptied once sent.';
create index letter_waiting on letter (next_try_at) where state = 'waiting'; -- what is to be sent now?
create index letter_of_account on letter (account_id, id desc) where account_id is not null; -- what was this customer sent?
grant select, insert, update on letter to vsppanel_app;
grant select (id, key, to_address, subject, account_id, state, tries, next_try_at, last_problem, created_at, sent_at) on letter to vsppanel_read;
