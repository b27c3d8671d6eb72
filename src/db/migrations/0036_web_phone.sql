-- A phone in a browser is also called: it registers beside the phone of its number, and both ring. A customer's browser has a login of
-- its own, which ends with its session of the portal.
alter table browser_phone
  add column portal_session_id bigint references portal_session on delete cascade,
  add column address text not null default '',
  add column user_agent text not null default '' check (char_length(user_agent) <= 300);
comment on table browser_phone is 'Phones in browsers: a login for a short while, reached through the panel only. It calls as its network number, and rings with it once it registers.';
comment on column browser_phone.portal_session_id is 'The customer''s session that it ends with, one login a session; null = staff''s test call, which nobody can call.';
comment on column browser_phone.address is 'Where the browser is; Asterisk sees only the panel.';
create unique index browser_phone_of_session on browser_phone (portal_session_id) where portal_session_id is not null; -- which phone does this browser have?
create index browser_phone_of_number on browser_phone (network_number_id); -- which browsers are a phone of this number?
grant update (expires_at) on browser_phone to vsppanel_app;
grant select (username, network_number_id) on browser_phone to vsppanel_read;

-- What may register and call at this moment. A session that has lapsed takes its browser phone along.
create view ast.browser_phone as
  select b.username, b.sip_digest_md5, b.address, b.user_agent, p.number, p.account_id, p.is_sip, b.portal_session_id is not null as is_called
    from public.browser_phone b
    join ast.phone p on p.id = b.network_number_id
    left join public.portal_session s on s.id = b.portal_session_id
   where b.expires_at > now()
     and (b.portal_session_id is null or s.expires_at > now());
comment on view ast.browser_phone is 'The phones in browsers that may call, and those that may register (is_called).';

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
  select username, case when is_called then username end, username, 'from-phone', 'all', 'ulaw,alaw', 'no', 'yes', 'yes', 'yes', 'username',
         'PHONE=' || number || ';PROTOCOL=' || case when is_sip then 'sip' else 'iax' end, account_id::text,
         '"' || number || '" <' || number || '>', 'no', 'no', 'no', '60', '600', null, 'yes', 'dtls', 'no', 'no'
    from ast.browser_phone;

create or replace view ast.ps_auths as
  select number as id, 'digest'::text as auth_type, number as username, 'vsppanel'::text as realm,
         ('MD5:' || sip_digest_md5)::text as password_digest, 'MD5'::text as supported_algorithms_uas
    from ast.phone where is_sip
  union all
  select username, 'digest', username, 'vsppanel', 'MD5:' || sip_digest_md5, 'MD5'
    from ast.browser_phone;

-- One login, one phone, in browsers too; a browser that is gone without a word is found out within two minutes.
create or replace view ast.ps_aors as
  select number as id, '1'::text as max_contacts, 'yes'::text as remove_existing, 'yes'::text as remove_unavailable,
         '60'::text as minimum_expiration, '3600'::text as maximum_expiration, '0'::text as qualify_frequency,
         null::text as contact, mailbox as mailboxes
    from ast.phone where is_sip
  union all
  select username, '1', 'yes', 'yes', '60', '120', '0', null, null
    from ast.browser_phone where is_called;

-- browser_phone: the login, where it is one. What Asterisk knows of its address is the panel's.
create or replace view phone_registration as
  select endpoint as network_number, 'sip'::text as protocol,
         substring(uri from '@\[?([^];:^>]+)') as address, coalesce(substring(uri from '@[^;^>]*:([0-9]+)')::int, 5060) as port,
         user_agent, to_timestamp(expiration_time) as registered_until, uri ~* '(;|\^3B)transport=tls' as is_encrypted,
         null::text as browser_phone
    from ast.ps_contacts
   where expiration_time > extract(epoch from now())
     and exists (select from ast.phone p where p.number = endpoint and p.is_sip)
  union all
  select n.number, 'iax', r.address, r.port, null, to_timestamp(r.registered_until), false, null
    from iax_registration r
    join network_number n on n.id = r.network_number_id
   where r.registered_until > extract(epoch from now())
     and exists (select from ast.iaxfriends f where f.name = n.number)
  union all
  select b.number, 'sip', b.address, null, b.user_agent, to_timestamp(c.expiration_time), true, b.username
    from ast.browser_phone b
    join ast.ps_contacts c on c.endpoint = b.username
   where c.expiration_time > extract(epoch from now());

-- A login that was withdrawn: call control forgets it, and the pages that show it are told. The account's id comes last.
create function tell_browser_phone() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform pg_notify('change', 'browser_phone ' || old.username || ' ' || coalesce((select account_id from network_number where id = old.network_number_id)::text, ''));
  return null;
end $$;
revoke execute on function tell_browser_phone from public;
create trigger tell_browser_phone after delete on browser_phone for each row execute function tell_browser_phone();

-- A session of the portal that ends, ends its stream of events at once.
create trigger portal_session_change after delete on portal_session for each row execute function tell_change('session', 'id');
