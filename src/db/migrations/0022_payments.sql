-- Payments and what they pay, vouchers, refunds, cards at gateways, bank statements, reminders. Money is 10^-8 of a currency unit.
insert into transfer_kind values ('payment_reversed', 'Payment reversed');

alter table account add column restriction text not null default 'none' check (restriction in ('none', 'incoming_only'));
comment on column account.restriction is 'incoming_only: calls come in and emergency calls go out, nothing else. Set and lifted by dunning.';

-- What is owed on each invoice. Kept by triggers alone; its row is the lock of everything that pays the invoice.
create table invoice_debt (
  invoice_id bigint primary key references invoice,
  account_id bigint not null references account,
  side text not null check (side in ('owed', 'credit')),
  due_on date not null,
  total bigint not null check (total > 0),
  paid bigint not null default 0 check (paid >= 0),
  credited bigint not null default 0 check (credited >= 0),
  open bigint not null generated always as (total - paid - credited) stored,
  unique (invoice_id, account_id),
  check (paid + credited <= total)
);
comment on table invoice_debt is 'What is still owed on an invoice (side owed), or what is left of a credit note or an invoice below zero (side credit; paid = used).';
create index invoice_debt_open on invoice_debt (account_id, side, due_on, invoice_id) where open > 0; -- what does this account owe, oldest first?
create index invoice_debt_due on invoice_debt (due_on, invoice_id) where open > 0 and side = 'owed'; -- what is overdue?

create function invoice_opens_debt() returns trigger language plpgsql security definer set search_path = public as $$
declare d invoice_debt; taken bigint := 0;
begin
  if new.kind = 'invoice' then
    if new.total <> 0 then
      insert into invoice_debt (invoice_id, account_id, side, due_on, total)
      values (new.id, new.account_id, case when new.total > 0 then 'owed' else 'credit' end, new.due_on, abs(new.total));
    end if;
    return null;
  end if;
  select * into d from invoice_debt where invoice_id = new.credits_invoice_id and side = 'owed' for update;
  if found then
    taken := least(d.open, new.total);
    update invoice_debt set credited = credited + taken where invoice_id = d.invoice_id and taken > 0;
  end if;
  if new.total > taken then
    insert into invoice_debt (invoice_id, account_id, side, due_on, total) values (new.id, new.account_id, 'credit', new.due_on, new.total - taken);
  end if;
  return null;
end $$;

create table payment (
  id bigint generated always as identity primary key,
  account_id bigint not null references account,
  method text not null check (method in ('cash', 'bank', 'cheque', 'card', 'voucher', 'other')),
  amount bigint not null check (amount > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  received_on date not null,
  reference text not null default '' check (char_length(reference) <= 140),
  note text not null default '' check (char_length(note) <= 500),
  key text not null unique check (key <> ''),
  ledger text not null references ledger,
  transfer_id bigint not null unique references transfer,
  allocated bigint not null default 0 check (allocated >= 0),
  returned bigint not null default 0 check (returned >= 0),
  unused bigint not null generated always as (amount - allocated - returned) stored,
  created_at timestamptz not null,
  created_by text not null,
  reversed_at timestamptz,
  reversed_by text,
  reversal_reason text,
  reversal_transfer_id bigint references transfer,
  unique (id, account_id),
  check (allocated + returned <= amount),
  check (reversed_at is null or (allocated = 0 and returned = 0)),
  check (num_nulls(reversed_at, reversed_by, reversal_reason, reversal_transfer_id) in (0, 4))
);
comment on table payment is 'Money received from customers; never changed, only reversed. allocated = part that pays invoices, returned = part given back, both kept by triggers; unused = the customer''s credit.';
comment on column payment.ledger is 'Where the customer''s side was booked: prepaid or receivable.';
create unique index payment_by_reference on payment (method, lower(reference)) where reference <> '' and reversed_at is null; -- was this reference used before?
create index payment_of_account on payment (account_id, id desc); -- what did this customer pay?
create index payment_unused on payment (account_id, id) where unused > 0 and reversed_at is null and ledger = 'receivable'; -- whose credit can pay an invoice?
-- Top-ups that were made before there were payments.
insert into payment (account_id, method, amount, currency, received_on, note, key, ledger, transfer_id, created_at, created_by)
select e.account_id, 'other', -e.amount, a.currency, (t.occurred_at at time zone (select time_zone from setting))::date, left(t.description, 500), t.key,
       e.ledger, t.id, t.posted_at, t.actor_name
  from transfer t
  join entry e on e.transfer_id = t.id and e.account_id is not null
  join account a on a.id = e.account_id
 where t.kind = 'top_up'
 order by t.id;

create table payment_allocation (
  id bigint generated always as identity primary key,
  account_id bigint not null,
  payment_id bigint,
  credit_id bigint,
  invoice_id bigint not null,
  amount bigint not null check (amount > 0),
  created_at timestamptz not null,
  created_by text not null,
  released_at timestamptz,
  released_by text,
  release_reason text,
  foreign key (payment_id, account_id) references payment (id, account_id),
  foreign key (credit_id, account_id) references invoice_debt (invoice_id, account_id),
  foreign key (invoice_id, account_id) references invoice_debt (invoice_id, account_id),
  check (num_nonnulls(payment_id, credit_id) = 1),
  check (num_nulls(released_at, released_by, release_reason) in (0, 3))
);
comment on table payment_allocation is 'Which part of which payment (or of which credit note: credit_id) pays which invoice. Taken off again, never changed.';
create index payment_allocation_of_payment on payment_allocation (payment_id) where payment_id is not null; -- what does this payment pay?
create index payment_allocation_of_invoice on payment_allocation (invoice_id); -- what was paid on this invoice?
create index payment_allocation_of_credit on payment_allocation (credit_id) where credit_id is not null; -- what does this credit note pay?

create function allocation_counts() returns trigger language plpgsql security definer set search_path = public as $$
declare change bigint := case when tg_op = 'INSERT' then new.amount when old.released_at is null and new.released_at is not null then -new.amount else 0 end;
begin
  if tg_op = 'UPDATE' and old.released_at is not null then raise exception 'a released allocation stays released' using errcode = 'check_violation'; end if;
  -- The checks of both rows refuse what would pay more than there is, or more than is owed.
  update payment set allocated = allocated + change where id = new.payment_id and change <> 0;
  update invoice_debt set paid = paid + change where invoice_id = new.credit_id and side = 'credit' and change <> 0;
  if new.credit_id is not null and not found then raise exception 'invoice % is no credit', new.credit_id using errcode = 'check_violation'; end if;
  update invoice_debt set paid = paid + change where invoice_id = new.invoice_id and side = 'owed' and change <> 0;
  if not found then raise exception 'nothing is owed on invoice %', new.invoice_id using errcode = 'check_violation'; end if;
  return null;
end $$;
create trigger allocation_counts after insert or update of released_at on payment_allocation for each row execute function allocation_counts();

create table refund (
  id bigint generated always as identity primary key,
  account_id bigint not null,
  payment_id bigint not null,
  method text not null check (method in ('cash', 'bank', 'cheque', 'gateway')),
  amount bigint not null check (amount > 0),
  reference text not null default '' check (char_length(reference) <= 140),
  reason text not null check (reason <> ''),
  key text not null unique check (key <> ''),
  state text not null check (state in ('created', 'sent', 'succeeded', 'failed', 'unknown')),
  problem text not null default '',
  asks int not null default 0,
  next_ask_at timestamptz,
  gateway_reference text not null default '',
  transfer_id bigint not null references transfer,
  created_at timestamptz not null,
  created_by text not null,
  foreign key (payment_id, account_id) references payment (id, account_id),
  check (method = 'gateway' or state = 'succeeded'),
  check ((state in ('created', 'sent', 'unknown')) = (next_ask_at is not null))
);
comment on table refund is 'Money given back to customers, of a payment. States: created -> sent -> succeeded | failed | unknown; unknown -> succeeded | failed. Booked when created, taken back when it failed.';
create index refund_of_payment on refund (payment_id); -- what was given back of this payment?
create index refund_to_ask on refund (next_ask_at) where next_ask_at is not null; -- which refunds has the gateway still to say something of?
create function refund_counts() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'INSERT' then
    update payment set returned = returned + new.amount where id = new.payment_id;
  elsif old.state <> 'failed' and new.state = 'failed' then
    update payment set returned = returned - new.amount where id = new.payment_id;
  elsif old.state = 'failed' and new.state <> 'failed' then
    raise exception 'a failed refund stays failed' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger refund_counts after insert or update of state on refund for each row execute function refund_counts();

-- Invoices that were issued before this migration are owed like all others.
insert into invoice_debt (invoice_id, account_id, side, due_on, total)
select id, account_id, case when total > 0 then 'owed' else 'credit' end, due_on, abs(total) from invoice where kind = 'invoice' and total <> 0;
update invoice_debt d set credited = least(d.total, c.sum)
  from (select credits_invoice_id, sum(total)::bigint as sum from invoice where kind = 'credit_note' group by 1) c
 where c.credits_invoice_id = d.invoice_id and d.side = 'owed';
create trigger invoice_opens_debt after insert on invoice for each row execute function invoice_opens_debt();
create or replace view invoice_open as
select i.id as invoice_id, i.account_id, i.total,
       coalesce((select sum(c.total) from invoice c where c.credits_invoice_id = i.id), 0)::bigint as credited,
       case when d.side = 'owed' then d.open else least(i.total, 0) end as open
  from invoice i
  left join invoice_debt d on d.invoice_id = i.id
 where i.kind = 'invoice';
comment on view invoice_open is 'What is still to be paid of each invoice: its total less credit notes and payments. Below zero: in favour of the customer.';

-- Gateways, and the cards that they keep for us.
create table gateway_setting (
  code text primary key check (code ~ '^[a-z][a-z0-9_]{1,30}$'),
  is_active boolean not null default false,
  shown jsonb not null default '{}',
  filled text[] not null default '{}',
  secrets_sealed bytea,
  version int not null default 1
);
comment on table gateway_setting is 'Payment gateways: shown = values that may be seen, secrets_sealed = the others as sealed JSON, filled = names of the secrets that are there.';
create unique index gateway_active on gateway_setting ((true)) where is_active; -- which one charges?
create trigger gateway_setting_version before update on gateway_setting for each row when (old.* is distinct from new.*) execute function bump_version();

create table gateway_card (
  id bigint generated always as identity primary key,
  account_id bigint not null references account,
  gateway text not null references gateway_setting,
  token text not null check (token <> '' and token !~ '[0-9]{12}'),
  brand text not null,
  last_four text not null check (last_four ~ '^[0-9]{4}$'),
  expiry text not null check (expiry ~ '^([0-9]{4}-[0-9]{2})?$'),
  payment_card_id bigint references payment_card on delete set null,
  created_at timestamptz not null,
  created_by text not null,
  removed_at timestamptz,
  unique (id, account_id)
);
comment on table gateway_card is 'Cards that a gateway keeps: what is charged for invoices. token is the gateway''s name for it, never a number. payment_card_id = the stored card that it was made of.';
create unique index gateway_card_of_account on gateway_card (account_id, gateway) where removed_at is null; -- which card is charged?

create table card_charge (
  id bigint generated always as identity primary key,
  key text not null unique check (key <> ''),
  account_id bigint not null references account,
  payment_type text not null check (payment_type in ('pre_paid', 'post_paid')),
  origin text not null check (origin in ('automatic', 'staff', 'customer')),
  invoice_id bigint,
  gateway text not null references gateway_setting,
  gateway_card_id bigint,
  page text,
  page_url text,
  keeps_card boolean not null default false,
  amount bigint not null check (amount > 0),
  currency text not null,
  description text not null,
  state text not null check (state in ('created', 'sent', 'succeeded', 'failed', 'unknown')),
  failure text,
  problem text not null default '',
  reference text not null default '',
  asks int not null default 0,
  next_ask_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  sent_at timestamptz,
  finished_at timestamptz,
  payment_id bigint references payment,
  foreign key (invoice_id, account_id) references invoice_debt (invoice_id, account_id),
  foreign key (gateway_card_id, account_id) references gateway_card (id, account_id),
  constraint card_charge_never_pre_paid check (origin = 'customer' or payment_type = 'post_paid'),
  check (origin = 'customer' or (invoice_id is not null and gateway_card_id is not null)),
  check ((state = 'succeeded') = (payment_id is not null)),
  check ((state = 'failed') = (failure is not null)),
  check ((state in ('created', 'sent', 'unknown')) = (next_ask_at is not null))
);
comment on table card_charge is 'Attempts to take money from cards: created -> sent -> succeeded | failed | unknown; unknown -> succeeded | failed; failed -> succeeded (a late notice).';
comment on column card_charge.payment_type is 'Of the account, written by a trigger whenever the charge is made or sent: a Pre-Paid account is never charged but by its customer''s own hand.';
create unique index card_charge_alive on card_charge (account_id) where state in ('created', 'sent', 'unknown'); -- is an attempt under way? There is never a second one.
create index card_charge_to_ask on card_charge (next_ask_at) where next_ask_at is not null; -- which attempts must be sent or asked about?
create index card_charge_of_invoice on card_charge (invoice_id, id) where invoice_id is not null; -- how often was this invoice charged?
create index card_charge_of_account on card_charge (account_id, id desc); -- what was tried on this account?
create function charge_asks_payment_type() returns trigger language plpgsql as $$
begin
  -- Locked: nobody turns the account to Pre-Paid between this look and the commit.
  select payment_type into strict new.payment_type from account where id = new.account_id for share;
  return new;
end $$;
create trigger charge_asks_payment_type before insert on card_charge for each row execute function charge_asks_payment_type();
create trigger charge_asks_again before update of state, payment_type on card_charge for each row when (new.state = 'sent') execute function charge_asks_payment_type();

create table pay_link (
  id bigint generated always as identity primary key,
  account_id bigint not null references account,
  invoice_id bigint,
  amount bigint check (amount > 0),
  token_hash text not null unique,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  foreign key (invoice_id, account_id) references invoice_debt (invoice_id, account_id)
);
comment on table pay_link is 'Addresses that let whoever has them pay for an account: an invoice, an amount, or (neither) all that is owed. Only the SHA-256 of the token is kept.';
create index pay_link_of_account on pay_link (account_id, id desc); -- which links has this customer?

create table payment_setting (
  only_row boolean primary key default true check (only_row),
  charges_cards boolean not null default false,
  charge_on text not null default 'due' check (charge_on in ('issued', 'due')),
  retry_days int[] not null default '{3,5,7}' check (cardinality(retry_days) <= 10 and 0 < all (retry_days) and 61 > all (retry_days)),
  charges_stored_cards boolean not null default false,
  link_days int not null default 30 check (link_days between 1 and 365),
  version int not null default 1
);
comment on table payment_setting is 'How money is collected. Nothing happens by itself until the operator turns it on.';
comment on column payment_setting.retry_days is 'Days from one failed attempt to the next; after the last, no more.';
comment on column payment_setting.charges_stored_cards is 'Whether stored card numbers are handed to a gateway that may be given numbers.';
insert into payment_setting default values;
create trigger payment_setting_version before update on payment_setting for each row when (old.* is distinct from new.*) execute function bump_version();

create table sandbox_charge (
  key text primary key,
  detail jsonb not null,
  asks int not null default 0,
  refunds jsonb not null default '[]',
  created_at timestamptz not null default now()
);
comment on table sandbox_charge is 'What the sandbox gateway remembers, as a real gateway does at home. No money, no card numbers.';

-- Vouchers.
create table voucher_batch (
  id bigint generated always as identity primary key,
  name text not null unique check (name <> ''),
  prefix text not null check (prefix ~ '^[A-Z0-9]{0,8}$'),
  amount bigint not null check (amount > 0),
  currency text not null,
  count int not null check (count between 1 and 10000),
  expires_on date,
  created_at timestamptz not null,
  created_by text not null,
  cancelled_at timestamptz,
  cancelled_by text
);
comment on table voucher_batch is 'Vouchers that were made together.';
create table voucher (
  id bigint generated always as identity primary key,
  batch_id bigint not null references voucher_batch,
  code_hash text not null unique check (char_length(code_hash) = 64),
  last_four text not null check (char_length(last_four) = 4),
  redeemed_at timestamptz,
  payment_id bigint unique references payment,
  check ((redeemed_at is null) = (payment_id is null))
);
comment on table voucher is 'One voucher; of its code only the SHA-256 and the last four signs. Redeemed once.';
create index voucher_of_batch on voucher (batch_id, id); -- which vouchers are in this batch?
create table voucher_failure (
  id bigint generated always as identity primary key,
  account_id bigint not null references account,
  network text not null,
  at timestamptz not null
);
comment on table voucher_failure is 'Wrong voucher codes, for throttling by account and by network.';
create index voucher_failure_of_account on voucher_failure (account_id, at); -- how many wrong codes for this account lately?
create index voucher_failure_by_network on voucher_failure (network, at); -- how many wrong codes from here lately?

-- Bank statements.
create table bank_statement (
  id bigint generated always as identity primary key,
  file_name text not null,
  format text not null check (format in ('csv', 'camt053')),
  line_count int not null,
  known_count int not null,
  skipped_count int not null,
  created_at timestamptz not null,
  created_by text not null
);
comment on table bank_statement is 'Imported bank statements: new lines, lines that were known already, and lines that are no money received.';
create table bank_line (
  id bigint generated always as identity primary key,
  statement_id bigint not null references bank_statement,
  bank_reference text not null unique check (bank_reference <> ''),
  booked_on date not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  payer text not null,
  text text not null,
  state text not null default 'open' check (state in ('open', 'booked', 'ignored')),
  grade text not null check (grade in ('sure', 'likely', 'guess', 'none')),
  account_id bigint references account,
  invoice_ids bigint[] not null default '{}',
  payment_id bigint unique references payment,
  note text not null default '',
  check ((state = 'booked') = (payment_id is not null))
);
comment on table bank_line is 'Money received as the bank says. account_id and invoice_ids are a suggestion until the line is booked as a payment.';
create index bank_line_open on bank_line (id desc) where state = 'open'; -- what is not matched yet?

-- Reminders.
create table dunning_step (
  position int primary key check (position between 1 and 12),
  kind text not null check (kind in ('reminder', 'restrict', 'suspend')),
  days_after_due int not null check (days_after_due between 1 and 365),
  is_on boolean not null default false,
  fee bigint check (fee > 0)
);
comment on table dunning_step is 'The reminder ladder. Every step is off until the operator turns it on.';
insert into dunning_step values (1, 'reminder', 7), (2, 'reminder', 14), (3, 'restrict', 21), (4, 'suspend', 35);
create table dunning_taken (
  invoice_id bigint not null,
  position int not null,
  account_id bigint not null,
  kind text not null check (kind in ('reminder', 'restrict', 'suspend')),
  days_after_due int not null,
  taken_on date not null,
  taken_at timestamptz not null,
  is_told boolean not null,
  fee bigint,
  primary key (invoice_id, position),
  foreign key (invoice_id, account_id) references invoice_debt (invoice_id, account_id)
);
comment on table dunning_taken is 'Steps of the ladder that were taken for an invoice, each once. is_told = a letter was queued.';
create index dunning_taken_of_account on dunning_taken (account_id, taken_at desc); -- what was done about this customer's debts?
create table dunning_hold (
  account_id bigint primary key references account,
  restricted_at timestamptz,
  suspended_at timestamptz,
  check (num_nonnulls(restricted_at, suspended_at) > 0)
);
comment on table dunning_hold is 'Accounts that dunning has restricted or suspended; gone when it restored them. Whom staff suspended, staff activates.';

grant select on invoice_debt, payment, payment_allocation, refund, card_charge, pay_link, payment_setting, voucher_batch, voucher, voucher_failure,
  bank_statement, bank_line, dunning_step, dunning_taken, dunning_hold, gateway_setting, gateway_card, sandbox_charge to vsppanel_app;
grant insert on payment, payment_allocation, refund, card_charge, pay_link, voucher_batch, voucher, voucher_failure, bank_statement, bank_line,
  dunning_step, dunning_taken, dunning_hold, gateway_setting, gateway_card, sandbox_charge to vsppanel_app;
-- Locking a row asks for a column that may be updated; the amounts are not among them.
grant update (invoice_id) on invoice_debt to vsppanel_app;
grant update (reversed_at, reversed_by, reversal_reason, reversal_transfer_id) on payment to vsppanel_app;
grant update (released_at, released_by, release_reason) on payment_allocation to vsppanel_app;
grant update (state, problem, asks, next_ask_at, gateway_reference) on refund to vsppanel_app;
grant update (state, failure, problem, reference, asks, next_ask_at, sent_at, finished_at, payment_id, page, page_url) on card_charge to vsppanel_app;
grant update on payment_setting, gateway_setting, sandbox_charge, dunning_hold to vsppanel_app;
grant update (removed_at) on gateway_card to vsppanel_app;
grant update (cancelled_at, cancelled_by) on voucher_batch to vsppanel_app;
grant update (redeemed_at, payment_id) on voucher to vsppanel_app;
grant update (state, grade, account_id, invoice_ids, payment_id, note) on bank_line to vsppanel_app;
grant delete on dunning_step, dunning_hold, voucher_failure to vsppanel_app;
revoke execute on function invoice_opens_debt, allocation_counts, refund_counts, charge_asks_payment_type from public;
grant select on invoice_debt, payment, payment_allocation, refund, payment_setting, voucher_batch, bank_statement, bank_line, dunning_step, dunning_taken,
  dunning_hold to vsppanel_read;
grant select (id, batch_id, last_four, redeemed_at, payment_id) on voucher to vsppanel_read;
grant select (code, is_active, shown, filled, version) on gateway_setting to vsppanel_read;
grant select (id, account_id, gateway, brand, last_four, expiry, payment_card_id, created_at, created_by, removed_at) on gateway_card to vsppanel_read;
grant select (id, key, account_id, payment_type, origin, invoice_id, gateway, gateway_card_id, keeps_card, amount, currency, description, state, failure, problem,
  reference, asks, next_ask_at, created_at, created_by, sent_at, finished_at, payment_id) on card_charge to vsppanel_read;
grant select (id, account_id, invoice_id, amount, created_at, created_by, expires_at) on pay_link to vsppanel_read;
