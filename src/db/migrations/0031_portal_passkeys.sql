-- Passkeys of customers, beside those of staff: each belongs to one person, and each challenge to one door.
alter table passkey alter column staff_id drop not null;
alter table passkey add column portal_user_id bigint references portal_user;
alter table passkey add constraint passkey_has_one_owner check (num_nonnulls(staff_id, portal_user_id) = 1);
create index passkey_of_portal_user on passkey (portal_user_id); -- which passkeys does this customer's person have?
comment on table passkey is 'Passkeys (WebAuthn) of staff and of customers'' people: public keys, so nothing here is a secret. rp_id = the host name it was made for.';

alter table passkey_challenge add column portal_user_id bigint references portal_user;
alter table passkey_challenge add column door text not null default 'panel' check (door in ('panel', 'portal'));
alter table passkey_challenge alter column door drop default;
alter table passkey_challenge drop constraint passkey_challenge_check;
alter table passkey_challenge add constraint passkey_challenge_owner check (
  (purpose = 'sign_in') = (num_nonnulls(staff_id, portal_user_id) = 0)
  and case door when 'panel' then portal_user_id is null else staff_id is null end
);
comment on column passkey_challenge.door is 'Where it was asked: a proof for the portal opens no panel, nor the other way round.';

grant select (portal_user_id) on passkey to vsppanel_read;
