-- The books of the whole business: every ledger and every kind of event has its name before the first one is posted.
create table transfer_kind (
  code text primary key,
  title text not null
);
comment on table transfer_kind is 'The events that move money; each is one kind of transfer.';
insert into transfer_kind values
  ('call', 'Call'),
  ('call_correction', 'Correction of a call'),
  ('call_rerate', 'Call priced again'),
  ('top_up', 'Top-up'),
  ('adjustment', 'Adjustment'),
  ('extra', 'Extra'),
  ('invoice', 'Invoice'),
  ('credit_note', 'Credit note'),
  ('payment', 'Payment'),
  ('refund', 'Refund'),
  ('voucher', 'Voucher redeemed'),
  ('write_off', 'Written off');
alter table transfer drop constraint transfer_kind_check;
alter table transfer add foreign key (kind) references transfer_kind;
insert into ledger values
  ('extra_revenue', false, 'Revenue from extras'),
  ('tax', false, 'Taxes owed'),
  ('rounding', false, 'Rounding differences'),
  ('gateway', false, 'Card payments on their way'),
  ('voucher', false, 'Vouchers sold and not yet redeemed'),
  ('write_off', false, 'Debts written off'),
  ('provider_cost', false, 'Cost of calls'),
  ('provider_payable', false, 'Owed to providers');
grant select on transfer_kind to vsppanel_app, vsppanel_read;
