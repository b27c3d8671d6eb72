-- Call recording, the message light, calls at once, phones that speak TLS and SRTP.
alter table network_number
  add column records text not null default 'off' check (records in ('off', 'outgoing', 'incoming', 'both')),
  add column recording_announcement text check (recording_announcement in ('none', 'beep', 'notice')),
  add column call_waiting_limit int check (call_waiting_limit between 1 and 20),
  add column requires_encryption boolean not null default false;
comment on column network_number.records is 'Which of its calls are recorded. A call that it passes on is an outgoing one.';
comment on column network_number.recording_announcement is 'What both sides hear first; null = as recording_setting says.';
comment on column network_number.call_waiting_limit is 'Calls that the phone has or rings with at once; over that it is busy for callers. Null = as many as come.';
comment on column network_number.requires_encryption is 'It registers and calls by SIP over TLS with encrypted sound only, and not by IAX2.';
grant select (records, recording_announcement, call_waiting_limit, requires_encryption) on network_number to vsppanel_read;

alter table incoming_number
  add column is_recorded boolean not null default false,
  add column recording_announcement text check (recording_announcement in ('none', 'beep', 'notice'));
comment on column incoming_number.is_recorded is 'Calls to it are recorded for its account, whoever answers.';
-- Who gets a number next has not asked for recordings.
create function forget_recording() returns trigger language plpgsql as $$
begin
  new.is_recorded := false;
  new.recording_announcement := null;
  return new;
end $$;
create trigger incoming_number_recording before update of account_id on incoming_number for each row
  when (old.account_id is distinct from new.account_id) execute function forget_recording();

create table recording_setting (
  only_row boolean primary key default true check (only_row),
  announcement text not null default 'notice' check (announcement in ('none', 'beep', 'notice')),
  keep_days int check (keep_days between 1 and 3650) default 90,
  is_in_portal boolean not null default false,
  version int not null default 1
);
comment on table recording_setting is 'How calls are recorded where a number does not say: one row.';
comment on column recording_setting.keep_days is 'Recordings older than this are deleted; null = they are kept until somebody deletes them.';
comment on column recording_setting.is_in_portal is 'Customers hear and delete recordings of their own account.';
insert into recording_setting default values;
create trigger recording_setting_version before update on recording_setting for each row when (old.* is distinct from new.*) execute function bump_version();
create trigger recording_setting_change after update on recording_setting for each row execute function tell_change('setting', 'none');
grant select, update on recording_setting to vsppanel_app;
grant select on recording_setting to vsppanel_read;

create table call_recording (
  id bigint generated always as identity primary key,
  account_id bigint not null references account,
  network_number_id bigint references network_number on delete set null,
  call_id text not null,
  recording text not null unique check (recording ~ '^[0-9A-Za-z~_-]{1,200}$'),
  kind text not null check (kind in ('caller', 'phone', 'incoming_number')),
  own_number text not null,
  other_number text not null,
  started_at timestamptz not null,
  duration_ms bigint not null check (duration_ms > 0),
  size_bytes bigint not null check (size_bytes > 0),
  heard_by text,
  heard_at timestamptz,
  removed_at timestamptz,
  is_sound_gone boolean not null default false
);
comment on table call_recording is 'Recorded calls, one row for each account that wanted it. The sound is a file below the data folder, named by recording; the row stays when it is deleted, so that its file is never taken for a new one.';
comment on column call_recording.kind is 'Whose wish it was: of the number that called, of the phone that answered, of the incoming number that was called.';
comment on column call_recording.other_number is 'What was dialled, or the caller as it was shown; empty = withheld.';
comment on column call_recording.heard_by is 'Who heard it last, so that one hearing is one line of the history though the sound comes in pieces.';
create index call_recording_of_account on call_recording (account_id, id desc) where removed_at is null; -- which recordings does this account have?
create index call_recording_of_call on call_recording (call_id) where removed_at is null; -- was this call recorded?
create index call_recording_aging on call_recording (started_at) where removed_at is null; -- which are older than they may be?
create index call_recording_removed on call_recording (id) where removed_at is not null and not is_sound_gone; -- which files are to be deleted?
create trigger call_recording_change after insert or update of removed_at on call_recording for each row execute function tell_change('recording', 'account_id');
grant select, insert, update on call_recording to vsppanel_app;
grant select on call_recording to vsppanel_read;

-- What the panel says of the phones as Asterisk reads it: voicemail lights a lamp, encryption may be demanded.
-- media_encryption_optimistic: sound is encrypted with phones that can, and plain with those that cannot.
create or replace view ast.phone as
  select n.id, n.number, n.sip_digest_md5, n.iax_secret_sealed, n.account_id,
         a.protocol in ('sip', 'sip_and_iax') as is_sip,
         a.protocol in ('iax', 'sip_and_iax') and not n.requires_encryption as is_iax,
         n.requires_encryption, case when n.has_voicemail then n.number || '@vsppanel' end as mailbox
    from public.network_number n
    join public.account a on a.id = n.account_id
   where n.is_active and a.is_active;

create or replace view ast.ps_endpoints as
  select number as id, number as aors, number as auth,
         case when requires_encryption then 'from-encrypted-phone' else 'from-phone' end as context,
         'all'::text as disallow, 'ulaw,alaw,g722,gsm'::text as allow,
         'no'::text as direct_media, 'yes'::text as rtp_symmetric, 'yes'::text as force_rport, 'yes'::text as rewrite_contact,
         'username'::text as identify_by, ('PHONE=' || number || ';PROTOCOL=sip')::text as set_var, account_id::text as accountcode,
         ('"' || number || '" <' || number || '>')::text as callerid, 'no'::text as trust_id_inbound,
         case when mailbox is null then 'no' else 'yes' end as allow_subscribe,
         'no'::text as allow_transfer, '60'::text as rtp_timeout, '600'::text as rtp_timeout_hold, mailbox as mailboxes,
         'no'::text as webrtc, 'sdes'::text as media_encryption,
         case when requires_encryption then 'no' else 'yes' end as media_encryption_optimistic,
         'yes'::text as mwi_subscribe_replaces_unsolicited
    from ast.phone where is_sip
  union all
  select b.username, null, b.username, 'from-phone', 'all', 'ulaw,alaw', 'no', 'yes', 'yes', 'yes', 'username',
         'PHONE=' || p.number || ';PROTOCOL=' || case when p.is_sip then 'sip' else 'iax' end, p.account_id::text,
         '"' || p.number || '" <' || p.number || '>', 'no', 'no', 'no', '60', '600', null, 'yes', 'dtls', 'no', 'no'
    from public.browser_phone b
    join ast.phone p on p.id = b.network_number_id
   where b.expires_at > now();

create or replace view ast.ps_aors as
  select number as id, '1'::text as max_contacts, 'yes'::text as remove_existing, 'yes'::text as remove_unavailable,
         '60'::text as minimum_expiration, '3600'::text as maximum_expiration, '0'::text as qualify_frequency,
         null::text as contact, mailbox as mailboxes
    from ast.phone where is_sip;

-- chan_iax2 says how many messages wait in its answer to each registration.
create or replace view ast.iaxfriends as
  select p.number as name, 'friend'::text as type, p.number as username, ast.open_iax_secret(p.iax_secret_sealed) as secret,
         'from-phone'::text as context, 'dynamic'::text as host, 'md5'::text as auth, 'all'::text as disallow, 'ulaw,alaw,gsm'::text as allow,
         p.account_id::text as accountcode, ('"' || p.number || '" <' || p.number || '>')::text as callerid,
         ('PHONE=' || p.number || ';PROTOCOL=iax')::text as setvar,
         'no'::text as requirecalltoken, 'no'::text as qualify, 'no'::text as transfer,
         r.address as ipaddr, coalesce(r.port, 0)::text as port,
         (case when r.registered_until > extract(epoch from now()) then extract(epoch from now())::bigint else 0 end)::text as regseconds,
         p.mailbox as mailbox
    from ast.phone p
    left join public.iax_registration r on r.network_number_id = p.id
   where p.is_iax and p.iax_secret_sealed is not null;

-- A phone that may only be reached encrypted is never rung over a line that is not: such a registration is not kept.
create function ast.is_encrypted(p_uri text) returns boolean language sql immutable as $$
  select p_uri ~* '(;|\^3B)transport=tls'
$$;
create function ast.refuse_plain_contact() returns trigger language plpgsql security definer set search_path = public, ast as $$
begin
  if ast.is_encrypted(new.uri) or not exists (select from network_number n where n.number = new.endpoint and n.requires_encryption) then
    return new;
  end if;
  raise exception 'phone % may only register with encryption', new.endpoint using errcode = 'insufficient_privilege';
end $$;
create trigger refuse_plain_contact before insert or update on ast.ps_contacts for each row execute function ast.refuse_plain_contact();
create function forget_plain_contacts() returns trigger language plpgsql security definer set search_path = public, ast as $$
begin
  delete from ast.ps_contacts where endpoint = new.number and not ast.is_encrypted(uri);
  return null;
end $$;
create trigger network_number_encryption after update of requires_encryption on network_number for each row
  when (new.requires_encryption and not old.requires_encryption) execute function forget_plain_contacts();
revoke execute on function forget_recording, ast.is_encrypted, ast.refuse_plain_contact, forget_plain_contacts from public;

-- As in 0007_asterisk_realtime.sql, and whether others can listen on the line.
create or replace view phone_registration as
  select endpoint as network_number, 'sip'::text as protocol,
         substring(uri from '@\[?([^];:^>]+)') as address, coalesce(substring(uri from '@[^;^>]*:([0-9]+)')::int, 5060) as port,
         user_agent, to_timestamp(expiration_time) as registered_until, uri ~* '(;|\^3B)transport=tls' as is_encrypted
    from ast.ps_contacts
   where expiration_time > extract(epoch from now())
     and exists (select from ast.ps_endpoints e where e.id = endpoint)
  union all
  select n.number, 'iax', r.address, r.port, null, to_timestamp(r.registered_until), false
    from iax_registration r
    join network_number n on n.id = r.network_number_id
   where r.registered_until > extract(epoch from now())
     and exists (select from ast.iaxfriends f where f.name = n.number);
