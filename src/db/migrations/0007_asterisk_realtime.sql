-- What Asterisk sees: read-only views of active phones of active accounts, and the two places where it writes registrations.
-- Column names are Asterisk's option names and every column is text: res_config_pgsql compares with quoted literals and writes '' into numbers.
-- A null column is skipped. "mailboxes" and "contact" must exist although null: Asterisk asks for them at start (measured, Asterisk 22.10).
create extension if not exists pgcrypto;
create schema ast;

-- The key is not in this database: it comes with the engine's connection (PGOPTIONS) and with the panel's statement.
-- It is random, so the slow key derivation for weak pass phrases is left out (s2k-mode 1, RFC 4880 section 3.7.1.2).
create function seal_iax_secret(secret text, key text) returns bytea language sql volatile strict set search_path = public as $$
  select pgp_sym_encrypt(secret, key, 's2k-mode=1, cipher-algo=aes256')
$$;
create function ast.open_iax_secret(sealed bytea) returns text language plpgsql stable security definer set search_path = public as $$
declare key text := nullif(current_setting('vsppanel.iax_key', true), '');
begin
  if key is null or sealed is null then return null; end if;
  return pgp_sym_decrypt(sealed, key);
exception when others then
  return null; -- a wrong key or a damaged secret silences this phone, not the query of everybody
end $$;

create view ast.phone as
  select n.id, n.number, n.sip_digest_md5, n.iax_secret_sealed, n.account_id,
         a.protocol in ('sip', 'sip_and_iax') as is_sip,
         a.protocol in ('iax', 'sip_and_iax') as is_iax
    from public.network_number n
    join public.account a on a.id = n.account_id
   where n.is_active and a.is_active;
comment on view ast.phone is 'The phones that may register, call and ring. The views below differ only in columns.';

create view ast.ps_endpoints as
  select number as id, number as aors, number as auth, 'from-phone'::text as context,
         'all'::text as disallow, 'ulaw,alaw,g722,gsm'::text as allow,
         'no'::text as direct_media, 'yes'::text as rtp_symmetric, 'yes'::text as force_rport, 'yes'::text as rewrite_contact,
         'username'::text as identify_by, ('PHONE=' || number || ';PROTOCOL=sip')::text as set_var, account_id::text as accountcode,
         ('"' || number || '" <' || number || '>')::text as callerid, 'no'::text as trust_id_inbound, 'no'::text as allow_subscribe,
         'no'::text as allow_transfer, '60'::text as rtp_timeout, '600'::text as rtp_timeout_hold, null::text as mailboxes
    from ast.phone where is_sip;

create view ast.ps_auths as
  select number as id, 'digest'::text as auth_type, number as username, 'vsppanel'::text as realm,
         ('MD5:' || sip_digest_md5)::text as password_digest, 'MD5'::text as supported_algorithms_uas
    from ast.phone where is_sip;

-- One login, one phone: the newest registration rings, the one before is gone.
create view ast.ps_aors as
  select number as id, '1'::text as max_contacts, 'yes'::text as remove_existing, 'yes'::text as remove_unavailable,
         '60'::text as minimum_expiration, '3600'::text as maximum_expiration, '0'::text as qualify_frequency,
         null::text as contact, null::text as mailboxes
    from ast.phone where is_sip;

create table ast.ps_contacts (
  id text collate "C" primary key,
  uri text,
  expiration_time bigint,
  qualify_frequency text,
  outbound_proxy text,
  path text,
  user_agent text,
  qualify_timeout text,
  reg_server text,
  authenticate_qualify text,
  via_addr text,
  via_port text,
  call_id text,
  endpoint text,
  prune_on_boot text,
  qualify_2xx_only text
);
comment on table ast.ps_contacts is 'Registered SIP phones, written by Asterisk alone; a restart of Asterisk finds them here. ";" is stored as ^3B.';
create index ps_contacts_qualified on ast.ps_contacts (qualify_frequency); -- which contacts does Asterisk ping? (at its start)
create index ps_contacts_expiring on ast.ps_contacts (expiration_time); -- which registrations have lapsed? (every 30 s)
create index ps_contacts_of_endpoint on ast.ps_contacts (endpoint); -- where is this phone registered?

-- chan_iax2 forgets a realtime peer 60 s after its registration; 90 s leaves room for the next one.
create view ast.iaxfriends as
  select p.number as name, 'friend'::text as type, p.number as username, ast.open_iax_secret(p.iax_secret_sealed) as secret,
         'from-phone'::text as context, 'dynamic'::text as host, 'md5'::text as auth, 'all'::text as disallow, 'ulaw,alaw,gsm'::text as allow,
         p.account_id::text as accountcode, ('"' || p.number || '" <' || p.number || '>')::text as callerid,
         ('PHONE=' || p.number || ';PROTOCOL=iax')::text as setvar,
         'no'::text as requirecalltoken, 'no'::text as qualify, 'no'::text as transfer,
         r.address as ipaddr, coalesce(r.port, 0)::text as port,
         (case when r.registered_until > extract(epoch from now()) then extract(epoch from now())::bigint else 0 end)::text as regseconds
    from ast.phone p
    left join public.iax_registration r on r.network_number_id = p.id
   where p.is_iax and p.iax_secret_sealed is not null;

create function ast.register_iax() returns trigger language plpgsql security definer set search_path = public as $$
begin
  -- Two upstream defects end here: "expired" writes race with newer registrations, so the view alone says how fresh one is.
  if coalesce(new.regseconds, '0') = '0' or coalesce(new.ipaddr, '') = '' then return new; end if;
  insert into iax_registration (network_number_id, address, port, registered_until)
  select id, new.ipaddr, nullif(new.port, '')::int, new.regseconds::bigint + 90 from network_number where number = old.name
      on conflict (network_number_id)
      do update set address = excluded.address, port = excluded.port, registered_until = excluded.registered_until, updated_at = now();
  return new;
end $$;
create trigger register_iax instead of update on ast.iaxfriends for each row execute function ast.register_iax();

-- For people: where each phone is registered right now. A registration that outlived its right to register (suspended account,
-- changed protocol) reaches nobody, so it is none.
create view phone_registration as
  select endpoint as network_number, 'sip'::text as protocol,
         substring(uri from '@\[?([^];:^>]+)') as address, coalesce(substring(uri from '@[^;^>]*:([0-9]+)')::int, 5060) as port,
         user_agent, to_timestamp(expiration_time) as registered_until
    from ast.ps_contacts
   where expiration_time > extract(epoch from now())
     and exists (select from ast.ps_endpoints e where e.id = endpoint)
  union all
  select n.number, 'iax', r.address, r.port, null, to_timestamp(r.registered_until)
    from iax_registration r
    join network_number n on n.id = r.network_number_id
   where r.registered_until > extract(epoch from now())
     and exists (select from ast.iaxfriends f where f.name = n.number);
comment on view phone_registration is 'Where each phone is registered right now, with either protocol.';

-- The panel is told when a phone comes, moves or goes, not at every refresh.
create function ast.tell_contact() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.uri = new.uri and old.user_agent is not distinct from new.user_agent then return null; end if;
  perform pg_notify('change', 'registration ' || coalesce(case when tg_op = 'DELETE' then old.endpoint else new.endpoint end, ''));
  return null;
end $$;
create trigger tell_contact after insert or update or delete on ast.ps_contacts for each row execute function ast.tell_contact();
create function ast.tell_iax_registration() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'UPDATE' and old.address = new.address and old.port = new.port and old.registered_until > extract(epoch from now()) then return null; end if;
  perform pg_notify('change', 'registration ' || (select number from network_number where id = new.network_number_id));
  return null;
end $$;
create trigger tell_iax_registration after insert or update on iax_registration for each row execute function ast.tell_iax_registration();

revoke execute on all functions in schema ast from public;
revoke execute on function seal_iax_secret from public;
grant execute on function seal_iax_secret to vsppanel_app;
grant usage on schema ast to vsppanel_engine;
grant select on ast.ps_endpoints, ast.ps_auths, ast.ps_aors, ast.iaxfriends to vsppanel_engine;
grant update on ast.iaxfriends to vsppanel_engine;
grant select, insert, update, delete on ast.ps_contacts to vsppanel_engine;
grant execute on function ast.open_iax_secret to vsppanel_engine;
grant select on phone_registration to vsppanel_app, vsppanel_read;
