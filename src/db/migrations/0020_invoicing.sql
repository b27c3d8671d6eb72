-- Extras that are charged, taxes, invoices, credit notes and the invoice run. Money is 10^-8 of a currency unit, dates are the operator's.
create table billing_setting (
  only_row boolean primary key default true check (only_row),
  period_from_day int not null default 1 check (period_from_day between 1 and 31),
  billing_day int not null default 1 check (billing_day between 1 and 31),
  is_scheduled boolean not null default false,
  run_hour int not null default 3 check (run_hour between 0 and 23),
  terms_days int not null default 14 check (terms_days between 0 and 365),
  invoice_number_format text not null default 'INV-{year}-{number:6}',
  credit_number_format text not null default 'CN-{year}-{number:6}',
  rounding text not null default 'total' check (rounding in ('total', 'line')),
  needs_address boolean not null default true,
  extras_may_overdraw boolean not null default false,
  extras_suspend boolean not null default false,
  seller_name text not null default '',
  seller_address_1 text not null default '',
  seller_address_2 text not null default '',
  seller_city text not null default '',
  seller_state text not null default '',
  seller_postcode text not null default '',
  seller_tax_id text not null default '',
  seller_registration text not null default '',
  seller_email text not null default '',
  seller_phone text not null default '',
  payment_instructions text not null default '',
  invoice_note text not null default '',
  version int not null default 1
);
comment on table billing_setting is 'The operator''s one row of how invoices are made. The seller''s country, currency and time zone are those of table setting.';
comment on column billing_setting.period_from_day is 'A period runs from this day of a month to the day before it in the next; 31 = the last day of the month.';
comment on column billing_setting.billing_day is 'Invoices of a period are issued on the first such day on or after its end.';
comment on column billing_setting.extras_may_overdraw is 'Whether an extra that falls due is taken from a Pre-Paid balance that does not cover it; otherwise it waits.';
comment on column billing_setting.extras_suspend is 'Whether an account is suspended while an extra of it waits for money.';
insert into billing_setting default values;
create trigger billing_setting_version before update on billing_setting for each row when (old.* is distinct from new.*) execute function bump_version();

create table tax (
  id bigint generated always as identity primary key,
  position int not null unique,
  name text not null check (name <> ''),
  percent bigint not null check (percent between 0 and 1000000),
  is_inclusive boolean not null default false,
  applies_to text not null default 'everything' check (applies_to in ('everything', 'calls', 'extras')),
  countries text[] not null default '{}',
  has_reverse_charge boolean not null default false
);
comment on table tax is 'The taxes of the operator. An invoice keeps a copy of those that it was made with.';
comment on column tax.percent is '10^-4 of a percent: 100000 = 10 %.';
comment on column tax.is_inclusive is 'Prices contain it already; otherwise it is added.';
comment on column tax.countries is 'Customers of which countries (ISO 3166-1 alpha-2) pay it; empty = all.';
comment on column tax.has_reverse_charge is 'A customer abroad who has a tax id owes it to their own state (reverse charge): it is not charged here, and the invoice says so.';

create table account_billing (
  account_id bigint primary key references account,
  is_billed boolean not null default false,
  billing_day int check (billing_day between 1 and 31),
  terms_days int check (terms_days between 0 and 365),
  tax_exemption text not null default '' check (char_length(tax_exemption) <= 200),
  billed_until date,
  billed_until_at timestamptz,
  upto_transfer bigint not null default 0,
  open_from_transfer bigint not null default 0,
  stated_upto_transfer bigint not null default 0,
  stated_balance bigint not null default 0,
  next_issue_on date,
  is_suspended_for_extra boolean not null default false,
  check ((billed_until is null) = (billed_until_at is null))
);
comment on table account_billing is 'How one account is invoiced, and how far it has been. Its row is the lock of everything that issues invoices; calls never touch it.';
comment on column account_billing.is_billed is 'The account is or was Post-Paid, so there may be something to invoice.';
comment on column account_billing.billing_day is 'The account''s own: its periods begin and its invoices are issued on this day; null = as the settings say.';
comment on column account_billing.tax_exemption is 'Why this customer pays no tax; empty = pays.';
comment on column account_billing.upto_transfer is 'With billed_until_at it says what has been invoiced: an entry of ledger unbilled has not, if its transfer is later than this one or occurred at or after that instant. Transfers of one account commit in the order of their ids (ledger_post holds the balance row), so this neither loses nor repeats any.';
comment on column account_billing.open_from_transfer is 'No transfer before this one is still to be invoiced; where the search begins.';
comment on column account_billing.stated_upto_transfer is 'The last statement (on an invoice) shows the movements of ledger receivable up to this transfer; stated_balance = what it asked the customer to pay.';
comment on column account_billing.next_issue_on is 'When the next invoice is to be issued; null = to be worked out.';
insert into account_billing (account_id, is_billed) select id, payment_type = 'post_paid' from account;
create index account_billing_due on account_billing (next_issue_on nulls first, account_id) where is_billed; -- who is to be invoiced today?

create function account_gets_billing() returns trigger language plpgsql as $$
begin
  insert into account_billing (account_id, is_billed) values (new.id, new.payment_type = 'post_paid')
      on conflict (account_id) do update set is_billed = account_billing.is_billed or excluded.is_billed;
  return null;
end $$;
create trigger account_gets_billing after insert on account for each row execute function account_gets_billing();
create trigger account_becomes_billed after update of payment_type on account for each row
  when (old.payment_type <> new.payment_type) execute function account_gets_billing();

-- Extras: an edited extra is another row that goes on from a day; a removed one is closed, so that what was charged keeps its reason.
alter table extra add column charge_from date, add column closed_on date, add column next_due_on date;
comment on column extra.charge_from is 'No day before this one is charged; null = from the start. The start alone sets on which days periods begin.';
comment on column extra.closed_on is 'Removed: this day and those after it are not charged.';
comment on column extra.next_due_on is 'Nothing of this extra falls due before this day; null = nothing any more.';
-- What stood there before extras were charged is charged from the day of the upgrade on.
update extra set charge_from = greatest(starts_on, current_date), next_due_on = greatest(starts_on, current_date);
create function extra_starts() returns trigger language plpgsql as $$
begin
  new.next_due_on := coalesce(new.next_due_on, new.charge_from, new.starts_on);
  return new;
end $$;
create trigger extra_starts before insert on extra for each row execute function extra_starts();
create index extra_due on extra (next_due_on, id) where next_due_on is not null; -- which extras fall due?

create table extra_charge (
  id bigint generated always as identity primary key,
  account_id bigint not null references account,
  extra_id bigint references extra,
  kind text not null check (kind in ('period', 'credit', 'one_time')),
  period_from date not null,
  period_to date not null,
  description text not null check (description <> ''),
  amount bigint not null,
  is_taxable boolean not null,
  due_at timestamptz not null,
  transfer_id bigint references transfer,
  created_at timestamptz not null default now(),
  unique (extra_id, kind, period_from),
  check ((extra_id is null) = (kind = 'one_time')),
  check ((amount = 0) = (transfer_id is null)),
  check (period_to >= period_from)
);
comment on table extra_charge is 'What was charged for extras, once for each period; credits are negative. period_to is the day after the last. Never changed.';
create index extra_charge_of_account on extra_charge (account_id, id desc); -- what was this account charged for extras?
create index extra_charge_by_transfer on extra_charge (transfer_id) where transfer_id is not null; -- which charge is this entry?

-- Invoices.
create table invoice_counter (
  series text primary key,
  last bigint not null check (last >= 0)
);
comment on table invoice_counter is 'The last number given out in each series (a number format with its date filled in). Its row is locked until the invoice is committed, so numbers have no gaps.';

create table invoice_run (
  id bigint generated always as identity primary key,
  mode text not null check (mode in ('scheduled', 'by_hand', 'preview')),
  state text not null default 'running' check (state in ('running', 'stopped', 'done')),
  account_id bigint references account,
  as_of date not null,
  until date,
  started_at timestamptz not null,
  finished_at timestamptz,
  actor_name text not null,
  cursor bigint not null default 0,
  account_count int not null default 0,
  done_count int not null default 0,
  invoice_count int not null default 0,
  problem_count int not null default 0,
  total bigint not null default 0,
  check (until is null or account_id is not null),
  check ((state = 'done') = (finished_at is not null))
);
comment on table invoice_run is 'One invoice run: every period that is complete and due on as_of, for all accounts or one. States: running -> done; running -> stopped -> running. A preview issues nothing.';
comment on column invoice_run.until is 'For one account: its period ends the day before this one, whatever its calendar says (a last invoice).';
comment on column invoice_run.cursor is 'Accounts up to this id are done.';
create unique index invoice_run_alone on invoice_run ((true)) where state = 'running' and mode <> 'preview'; -- may another run start?
create unique index invoice_run_of_day on invoice_run (as_of) where mode = 'scheduled'; -- has today's run been started?

create table invoice_run_item (
  run_id bigint not null references invoice_run,
  account_id bigint not null references account,
  outcome text not null check (outcome in ('issued', 'nothing', 'problem')),
  problem text not null default '',
  invoice_count int not null default 0,
  total bigint not null default 0,
  primary key (run_id, account_id),
  check ((outcome = 'problem') = (problem <> ''))
);
comment on table invoice_run_item is 'What an invoice run did with one account, written in the transaction that did it.';

create table invoice (
  id bigint generated always as identity primary key,
  account_id bigint not null references account,
  kind text not null check (kind in ('invoice', 'credit_note')),
  number text not null unique check (number <> ''),
  credits_invoice_id bigint references invoice,
  run_id bigint references invoice_run,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  period_from date,
  period_to date,
  period_to_at timestamptz,
  after_transfer bigint,
  after_at timestamptz,
  upto_transfer bigint,
  issued_on date not null,
  issued_at timestamptz not null,
  issued_by text not null,
  due_on date not null,
  subtotal bigint not null,
  tax_total bigint not null,
  included_tax bigint not null,
  total bigint not null,
  rounding bigint not null,
  transfer_id bigint references transfer,
  document jsonb not null,
  check (total = subtotal + tax_total),
  check ((kind = 'credit_note') = (credits_invoice_id is not null)),
  check ((kind = 'invoice') = (period_from is not null and period_to is not null and period_to_at is not null and upto_transfer is not null)),
  check (period_to > period_from),
  check (kind = 'invoice' or total >= 0)
);
comment on table invoice is 'Issued invoices and credit notes; never changed. A credit note has positive amounts that are in favour of the customer.';
comment on column invoice.period_to is 'The day after the last day of the period.';
comment on column invoice.upto_transfer is 'What is on it: the account''s entries of ledger unbilled whose transfer is at most this one and occurred before period_to_at, and is later than after_transfer or occurred at or after after_at (see account_billing.upto_transfer).';
comment on column invoice.subtotal is 'Without tax. subtotal + included_tax = sum of the lines.';
comment on column invoice.rounding is 'Sum of the lines minus the exact sum of what they stand for; booked on ledger rounding.';
comment on column invoice.document is 'Everything that is printed (core/invoicing/invoiceDocument.ts), frozen when issued.';
create unique index invoice_from on invoice (account_id, period_from) where kind = 'invoice'; -- was this period invoiced already?
create unique index invoice_to on invoice (account_id, period_to) where kind = 'invoice'; -- was this period invoiced already?
create index invoice_of_account on invoice (account_id, id desc); -- the invoices of this account
create index invoice_credits on invoice (credits_invoice_id) where credits_invoice_id is not null; -- what was credited of this invoice?
create index invoice_of_run on invoice (run_id, id) where run_id is not null; -- what did this run issue?
create index invoice_by_due on invoice (due_on, id) where kind = 'invoice'; -- which invoices are overdue?

create table invoice_line (
  invoice_id bigint not null references invoice,
  line int not null check (line > 0),
  section text not null check (section in ('calls', 'corrections', 'extras', 'charges', 'adjustments')),
  description text not null,
  tax_class text not null check (tax_class in ('calls', 'extras', 'untaxed')),
  amount bigint not null,
  credits_line int,
  primary key (invoice_id, line),
  unique (invoice_id, credits_line)
);
comment on table invoice_line is 'The lines of an invoice or credit note as printed. credits_line = the line of the invoice that a credit note reduces.';

create table invoice_tax (
  invoice_id bigint not null references invoice,
  position int not null check (position > 0),
  name text not null,
  percent bigint not null,
  is_inclusive boolean not null,
  base bigint not null,
  amount bigint not null,
  primary key (invoice_id, position)
);
comment on table invoice_tax is 'The taxes on an invoice or credit note. percent is 10^-4 of a percent.';

create function check_invoice_adds_up() returns trigger language plpgsql as $$
declare lines numeric; taxes numeric;
begin
  select coalesce(sum(amount), 0) into lines from invoice_line where invoice_id = new.id;
  select coalesce(sum(amount), 0) into taxes from invoice_tax where invoice_id = new.id;
  if lines <> new.subtotal + new.included_tax or taxes <> new.tax_total then
    raise exception 'invoice % does not add up: lines %, taxes %', new.number, lines, taxes using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger invoice_adds_up after insert on invoice deferrable initially deferred
  for each row execute function check_invoice_adds_up();

create trigger invoice_is_frozen before update or delete or truncate on invoice for each statement execute function refuse_audit_change();
create trigger invoice_line_is_frozen before update or delete or truncate on invoice_line for each statement execute function refuse_audit_change();
create trigger invoice_tax_is_frozen before update or delete or truncate on invoice_tax for each statement execute function refuse_audit_change();
create trigger extra_charge_is_frozen before update or delete or truncate on extra_charge for each statement execute function refuse_audit_change();

-- What is still to be paid of each invoice. Payments replace this view with one that knows them too.
create view invoice_open as
select i.id as invoice_id, i.account_id, i.total,
       coalesce((select sum(c.total) from invoice c where c.credits_invoice_id = i.id), 0)::bigint as credited,
       (i.total - coalesce((select sum(c.total) from invoice c where c.credits_invoice_id = i.id), 0))::bigint as open
  from invoice i
 where i.kind = 'invoice';
comment on view invoice_open is 'What is still to be paid of each invoice: its total less credit notes.';

grant select on billing_setting, tax, account_billing, extra_charge, invoice_counter, invoice_run, invoice_run_item, invoice, invoice_line, invoice_tax,
  invoice_open to vsppanel_app, vsppanel_read;
grant update on billing_setting to vsppanel_app;
grant insert, delete on tax to vsppanel_app;
grant insert, update on account_billing, invoice_counter, invoice_run, invoice_run_item to vsppanel_app;
grant insert on extra_charge, invoice, invoice_line, invoice_tax to vsppanel_app;
