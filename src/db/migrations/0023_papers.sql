-- Papers: layouts of invoices and their versions, invoices by e-mail.
create table invoice_layout (
  id bigint generated always as identity primary key,
  source text not null check (source <> '' and char_length(source) <= 200000),
  logo text not null default '' check (logo ~ '^(data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+)?$' and char_length(logo) <= 400000),
  calls_by text not null default 'destination' check (calls_by in ('destination', 'number', 'each')),
  is_built_in boolean not null default false,
  printer int not null default 1,
  restores_id bigint references invoice_layout,
  created_at timestamptz not null default now(),
  created_by text not null
);
comment on table invoice_layout is 'Every version of the layout of invoices, never changed; the latest is in force. source was sanitised when it was saved.';
comment on column invoice_layout.is_built_in is 'The layout that comes with the product, for which there is a PDF without a browser.';
comment on column invoice_layout.printer is 'Which way of printing it was made for (core/invoicing/layout/renderLayout.ts): an old one stays, so that old invoices keep their bytes.';
comment on column invoice_layout.restores_id is 'It brought this older version back.';
create trigger invoice_layout_is_frozen before update or delete or truncate on invoice_layout for each statement execute function refuse_audit_change();

insert into invoice_layout (source, is_built_in, created_by) values ($layout$<style>
@page { size: A4; margin: 18mm 16mm 20mm; @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; color: #566175; } }
body { margin: 0; background: #fff; color: #1c2430; font: 10pt/1.45 "Inter", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }
.paper { max-width: 178mm; margin: 0 auto; padding: 8mm 0; }
@media screen { .paper { padding: 8mm 6mm; } }
header { display: flex; justify-content: space-between; gap: 12mm; border-bottom: 2px solid #2458c8; padding-bottom: 5mm; margin-bottom: 7mm; }
header img { max-height: 18mm; max-width: 60mm; }
h1 { font-size: 20pt; font-weight: 650; margin: 0 0 1mm; letter-spacing: -0.01em; }
h2 { font-size: 11pt; font-weight: 650; margin: 8mm 0 2mm; break-after: avoid; }
.company { text-align: right; color: #566175; font-size: 9pt; }
.company strong { color: #1c2430; font-size: 11pt; }
.top { display: flex; justify-content: space-between; gap: 12mm; }
.facts { border-collapse: collapse; font-size: 9.5pt; }
.facts th { text-align: left; font-weight: 400; color: #566175; padding: 0.4mm 6mm 0.4mm 0; }
.facts td { text-align: right; }
.due { background: #f0f4fc; border-radius: 2mm; margin: 7mm 0 0; padding: 4mm 5mm; display: flex; justify-content: space-between; align-items: baseline; }
.due b { font-size: 17pt; font-weight: 650; }
.late { color: #b3261e; }
table.lines { width: 100%; border-collapse: collapse; font-size: 9.5pt; }
.lines thead { display: table-header-group; }
.lines th { text-align: left; font-weight: 600; font-size: 8.5pt; color: #566175; border-bottom: 1px solid #c9d1de; padding: 1.2mm 2mm 1.2mm 0; }
.lines td { border-bottom: 1px solid #e8ecf2; padding: 1.2mm 2mm 1.2mm 0; vertical-align: top; }
.lines tr { break-inside: avoid; }
.lines .number { text-align: right; padding-right: 0; padding-left: 3mm; font-variant-numeric: tabular-nums; white-space: nowrap; }
.sums { margin: 5mm 0 0 auto; width: 80mm; break-inside: avoid; }
.sums .all td { font-weight: 650; border-bottom: none; border-top: 1px solid #1c2430; }
.small { color: #566175; font-size: 9pt; margin-top: 6mm; }
</style>
<div class="paper">
<header>
<div>{#logo}<img src="{logo}" alt="">{/logo}<h1>{document_title}</h1><div>{invoice_number}</div></div>
<div class="company"><strong>{company_name}</strong><br>{company_address}<br>{company_tax_id}<br>{company_email} {company_phone}</div>
</header>
<div class="top">
<div><strong>{customer_name}</strong><br>{address}<br>{customer_tax_id}</div>
<table class="facts"><tbody>
<tr><th>Account</th><td>{account_number}</td></tr>
<tr><th>Issued</th><td>{invoice_date}</td></tr>
{#invoice}<tr><th>Period</th><td>{period_from} – {period_to}</td></tr>
<tr><th>Due</th><td>{due_date}</td></tr>{/invoice}
{#credit_note}<tr><th>Corrects invoice</th><td>{credited_invoice}</td></tr>{/credit_note}
</tbody></table>
</div>
{#statement}<div class="due"><span>To be paid by {due_date}</span><b>{currency} {invoice_total_value}</b></div>
{#overdue}<p class="late">{currency} {overdue_value} of it is overdue. Please pay at once.</p>{/overdue}{/statement}
{#credit_note}<p>{credit_reason}</p>{/credit_note}
{#calls}<h2>Calls</h2>
<table class="lines"><thead><tr><th>Calls</th><th class="number">Number</th><th class="number">Time</th><th class="number">{currency}</th></tr></thead>
<tbody>{call_lines_by_destination}</tbody></table>{/calls}
{#extras}<h2>Extras and charges</h2>
<table class="lines"><thead><tr><th>Description</th><th>Period</th><th class="number">{currency}</th></tr></thead>
<tbody>{extra_lines}</tbody></table>{/extras}
<table class="lines sums"><tbody>
<tr><td>Without tax</td><td class="number"></td><td class="number">{invoice_subtotal}</td></tr>
{tax_lines}
<tr class="all"><td>This document</td><td class="number"></td><td class="number">{currency} {invoice_value}</td></tr>
</tbody></table>
{#tax_notes}<p class="small">{tax_notes}</p>{/tax_notes}
{#statement}{#payments}<h2>Your account</h2>
<table class="lines"><thead><tr><th>Date</th><th>What</th><th class="number">{currency}</th></tr></thead>
<tbody><tr><td></td><td>Asked for on the last invoice</td><td class="number">{previous_balance}</td></tr>
{payment_lines}
<tr><td></td><td>This invoice</td><td class="number">{invoice_value}</td></tr>
<tr><td></td><td><strong>To be paid</strong></td><td class="number"><strong>{invoice_total_value}</strong></td></tr></tbody></table>{/payments}{/statement}
{#payment_instructions}<h2>How to pay</h2><p>{payment_instructions}</p>{/payment_instructions}
{#note}<p class="small">{invoice_note}</p>{/note}
</div>$layout$, true, 'vspPanel');

-- What was issued before there were layouts gets the first; the rows themselves are frozen.
alter table invoice add column layout_id bigint not null default 1 references invoice_layout;
comment on column invoice.layout_id is 'The layout that was in force when it was issued: it is printed with it for ever.';
alter table invoice alter column layout_id drop default;
create function invoice_gets_layout() returns trigger language plpgsql as $$
begin
  new.layout_id := (select max(id) from invoice_layout);
  return new;
end $$;
create trigger invoice_gets_layout before insert on invoice for each row execute function invoice_gets_layout();

-- Invoices by e-mail.
create table invoice_mail_setting (
  only_row boolean primary key default true check (only_row),
  is_on boolean not null default false,
  attaches_xml boolean not null default false,
  subject text not null default '{document_title} {invoice_number} from {company_name}' check (subject <> ''),
  body text not null default E'Dear {customer_name},\n\nattached is {document_title} {invoice_number} of {invoice_date}.\n\nTo be paid by {due_date}: {currency} {invoice_total_value}\n\n{company_name}' check (body <> ''),
  version int not null default 1
);
comment on table invoice_mail_setting is 'The operator''s one row of how invoices go out by e-mail. Subject and body are texts with the tags of layouts.';
insert into invoice_mail_setting default values;
create trigger invoice_mail_setting_version before update on invoice_mail_setting for each row when (old.* is distinct from new.*) execute function bump_version();

alter table account_billing add column mails_invoices boolean not null default true;
comment on column account_billing.mails_invoices is 'Whether this customer gets invoices by e-mail, where they are mailed at all.';

create table invoice_delivery (
  invoice_id bigint primary key references invoice,
  due_at timestamptz
);
comment on table invoice_delivery is 'Invoices that are to be mailed; due_at null = its letter was written, or there was nobody to write to.';
create index invoice_delivery_due on invoice_delivery (due_at) where due_at is not null; -- which invoices are still to be mailed?
create function invoice_is_to_be_mailed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into invoice_delivery (invoice_id, due_at)
  select new.id, new.issued_at
    from invoice_mail_setting s
   where s.is_on
     and coalesce((select b.mails_invoices from account_billing b where b.account_id = new.account_id), true);
  return null;
end $$;
create trigger invoice_is_to_be_mailed after insert on invoice for each row execute function invoice_is_to_be_mailed();

alter table letter add column invoice_id bigint references invoice, add column attaches_xml boolean not null default false;
comment on column letter.invoice_id is 'This invoice is attached as PDF, made when the letter is sent; with attaches_xml as UBL too.';
grant select (invoice_id, attaches_xml) on letter to vsppanel_read;

grant select on invoice_layout, invoice_mail_setting, invoice_delivery to vsppanel_app, vsppanel_read;
grant insert on invoice_layout to vsppanel_app;
grant update on invoice_mail_setting to vsppanel_app;
grant update on invoice_delivery to vsppanel_app;
