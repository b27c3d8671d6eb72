-- Forwarding and voicemail of a network number, and who was called through them.
alter table network_number
  add column forward_always text not null default '' check (forward_always ~ '^(voicemail|[0-9+*#]{0,32})$'),
  add column forward_busy text not null default '' check (forward_busy ~ '^(voicemail|[0-9+*#]{0,32})$'),
  add column forward_no_answer text not null default '' check (forward_no_answer ~ '^(voicemail|[0-9+*#]{0,32})$'),
  add column forward_unreachable text not null default '' check (forward_unreachable ~ '^(voicemail|[0-9+*#]{0,32})$'),
  add column ring_seconds int not null default 25 check (ring_seconds between 5 and 60),
  add column has_voicemail boolean not null default false,
  add column voicemail_pin_hash text,
  add column voicemail_email text not null default '',
  add column has_voicemail_pin boolean generated always as (voicemail_pin_hash is not null) stored,
  add check (not has_voicemail or voicemail_pin_hash is not null);
comment on column network_number.forward_always is 'Where calls are passed on to at once: empty = nowhere, "voicemail", or a number as its customer would dial it. Likewise the three below, for a phone that was busy, not answered, not there.';
comment on column network_number.ring_seconds is 'How long the phone rings before a call counts as not answered.';
grant select (forward_always, forward_busy, forward_no_answer, forward_unreachable, ring_seconds, has_voicemail, voicemail_email, has_voicemail_pin)
   on network_number to vsppanel_read;

create table forwarded_call (
  call_id text primary key,
  caller_number text not null,
  forwarded_by text[] not null
);
comment on table forwarded_call is 'Calls that were passed on: who called in the beginning, and which network numbers passed it on, first to last. The last one is the caller of the call (its row or CDR) and pays for it.';
grant select, insert on forwarded_call to vsppanel_app;
grant select on forwarded_call to vsppanel_read;

create table voicemail_message (
  id bigint generated always as identity primary key,
  account_id bigint not null references account,
  network_number_id bigint references network_number on delete set null,
  recording text not null unique check (recording ~ '^[0-9A-Za-z~-]{1,120}$'),
  caller_number text not null,
  left_at timestamptz not null,
  duration_ms bigint not null check (duration_ms > 0),
  heard_at timestamptz,
  removed_at timestamptz,
  is_recording_gone boolean not null default false
);
comment on table voicemail_message is 'Messages that callers left. The sound is a file of the call engine, named by recording; the row stays when the message is removed, so that its file is never taken for a new one.';
comment on column voicemail_message.heard_at is 'When its owner heard it on the phone.';
create index voicemail_message_of_number on voicemail_message (network_number_id, id desc) where removed_at is null; -- which messages has this phone?
create index voicemail_message_removed on voicemail_message (id) where removed_at is not null and not is_recording_gone; -- which files are to be deleted?
grant select, insert, update on voicemail_message to vsppanel_app;
grant select on voicemail_message to vsppanel_read;
create trigger voicemail_message_change after insert or update on voicemail_message for each row execute function tell_change('message', 'account_id');
