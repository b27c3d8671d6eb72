-- Calls priced again: a preview that the back office makes, its approval, and corrections that refer to the calls. A CDR is never changed.
create table rerate_run (
  id bigint generated always as identity primary key,
  state text not null default 'previewing' check (state in ('previewing', 'ready', 'booking', 'done', 'cancelled')),
  billing_package_id bigint references billing_package,
  with_package_id bigint references billing_package,
  rates_at timestamptz,
  account_ids bigint[] check (cardinality(account_ids) between 1 and 1000),
  prefix text not null default '' check (prefix ~ '^[0-9]{0,15}$'),
  answered_from timestamptz,
  answered_to timestamptz,
  may_overdraw boolean not null,
  reason text not null check (reason <> ''),
  undo_of bigint unique references rerate_run,
  package_version int,
  first_cdr bigint not null default 0,
  after_cdr bigint not null default 0,
  upto_cdr bigint not null default 0,
  after_account bigint not null default 0,
  call_count bigint not null default 0,
  changed_count bigint not null default 0,
  without_rate_count bigint not null default 0,
  left_out_count bigint not null default 0,
  old_total bigint not null default 0,
  new_total bigint not null default 0,
  booked_count bigint not null default 0,
  stale_count bigint not null default 0,
  booked_total bigint not null default 0,
  loss_total bigint not null default 0,
  created_at timestamptz not null,
  created_by text not null,
  approved_at timestamptz,
  approved_by text,
  finished_at timestamptz,
  check (undo_of is not null or (billing_package_id is not null and with_package_id is not null and answered_from < answered_to)),
  check ((approved_at is null) = (approved_by is null))
);
comment on table rerate_run is 'One re-rating. States: previewing -> ready -> booking -> done; previewing or ready -> cancelled. Money is 10^-8 of a currency unit.';
comment on column rerate_run.billing_package_id is 'The calls that were priced with rates of this package; null for an undo.';
comment on column rerate_run.with_package_id is 'The package that they are priced with now.';
comment on column rerate_run.rates_at is 'Its rates as they stood at this instant; null = those in force when each call was answered.';
comment on column rerate_run.package_version is 'Version of with_package_id when the preview began: rates that changed since make the preview worthless.';
comment on column rerate_run.after_cdr is 'How far the preview, and later the booking (with after_account), has come.';
comment on column rerate_run.without_rate_count is 'Calls for which the package has no rate, or blocks; they stay as they are.';
comment on column rerate_run.left_out_count is 'Calls that cannot be priced from their CDR alone: settled by estimate, or with included minutes.';
comment on column rerate_run.stale_count is 'Calls whose price had changed between preview and booking; nothing was booked for them.';

-- No foreign keys to cdr and rate: neither is ever deleted, and a preview writes a hundred thousand rows a second.
create table rerate_item (
  run_id bigint not null,
  account_id bigint not null,
  cdr_id bigint not null,
  old_price bigint not null,
  new_price bigint not null check (new_price <> old_price),
  rate_id bigint,
  transfer_id bigint,
  loss_difference bigint,
  primary key (run_id, account_id, cdr_id),
  check ((transfer_id is null) = (loss_difference is null))
);
comment on table rerate_item is 'The calls whose price a re-rating changes. transfer_id = the correction, once booked; loss_difference = what of it the account did not pay (or had not paid).';
create index rerate_item_of_call on rerate_item (cdr_id) where transfer_id is not null; -- how was this call corrected?
create index rerate_run_open on rerate_run (id) where state in ('previewing', 'booking'); -- what is there to do?

-- What a call costs and what of it is our loss after all re-ratings so far.
create view call_price as
select c.id as cdr_id, c.price + coalesce(r.price_difference, 0) as price, c.loss + coalesce(r.loss_difference, 0) as loss
  from cdr c
  left join lateral (select sum(i.new_price - i.old_price)::bigint as price_difference, sum(i.loss_difference)::bigint as loss_difference
                       from rerate_item i
                      where i.cdr_id = c.id
                        and i.transfer_id is not null) r on true;
comment on view call_price is 'Price and loss of each call with its re-ratings; corrections of estimates are not in it.';

-- Books the next corrections of a run, at most p_limit, as one set: the entries of core/ledger/postings.ts callRepriced (rerates.db.test.ts holds the
-- two together). The customer gets what the call costs less, in full but for what had been our loss; what it costs more is taken from Pre-Paid
-- as far as the money reaches, unless the operator says otherwise. Once for each (run, call). is_done when nothing is left.
create function call_rerate_post(p_run bigint, p_limit int, p_now timestamptz, out booked int, out is_done boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
declare r rerate_run; accounts bigint[]; cdrs bigint[]; f record;
begin
  select * into r from rerate_run where id = p_run for update;
  booked := 0; is_done := true;
  if r.state is distinct from 'booking' then return; end if;
  select array_agg(account_id order by account_id, cdr_id), array_agg(cdr_id order by account_id, cdr_id) into accounts, cdrs
    from (select account_id, cdr_id from rerate_item
           where run_id = p_run and (account_id, cdr_id) > (r.after_account, r.after_cdr)
           order by account_id, cdr_id limit p_limit) next_ones;
  if accounts is null then
    update rerate_run set state = 'done', finished_at = p_now where id = p_run;
    return;
  end if;
  is_done := false;
  perform 1 from account_balance b where b.account_id = any (accounts) order by b.account_id for update;
  with batch as materialized (
    -- Under the lock: the price must still be the one that was shown, and the call not corrected by other means.
    select i.account_id, i.cdr_id, c.call_id, i.new_price - i.old_price as difference, p.loss, a.payment_type = 'pre_paid' as is_prepaid,
           'Call to ' || c.number || ' on ' || to_char(c.answered_at at time zone s.time_zone, 'YYYY-MM-DD') || ', priced again' as title,
           b.posted, b.posted - b.held + coalesce(b.credit_limit, 0) as money
      from rerate_item i
      join cdr c on c.id = i.cdr_id
      join call_price p on p.cdr_id = i.cdr_id
      join account a on a.id = i.account_id
      join account_balance b on b.account_id = i.account_id
     cross join setting s
     where i.run_id = p_run
       and i.account_id = any (accounts)
       and i.cdr_id = any (cdrs)
       and p.price = i.old_price
       and not exists (select from transfer t where t.kind = 'call_correction' and t.key = c.call_id)
  ), asked as (
    select *, case when difference < 0 then -greatest(0, -difference - loss) else difference end as wish from batch
  ), told as (
    -- What is given back in this batch may pay for what costs more; the money goes to the calls in their order.
    select *, coalesce(sum(wish) filter (where wish < 0) over (partition by account_id), 0) as given,
           sum(greatest(0, wish)) over (partition by account_id order by cdr_id) - greatest(0, wish) as taken
      from asked
  ), paid as (
    select account_id, cdr_id, call_id, title, difference, is_prepaid, posted,
           case when difference < 0 or not is_prepaid or r.may_overdraw then wish
                else greatest(0, least(wish, money - given - taken)) end::bigint as customer
      from told
  ), numbered as materialized (
    select *, nextval('transfer_id_seq') as transfer_id from (select * from paid order by account_id, cdr_id) in_order
  ), transfers as (
    insert into transfer (id, kind, key, occurred_at, description, actor_name) overriding system value
    select transfer_id, 'call_rerate', p_run || ':' || call_id, p_now, title, r.approved_by from numbered
  ), entries as (
    insert into entry (transfer_id, line, ledger, account_id, amount, balance_after)
    select transfer_id, 1, 'call_revenue', null::bigint, -difference, null::bigint from numbered
    union all
    select transfer_id, 2, case when is_prepaid then 'prepaid' else 'unbilled' end, account_id, customer, after
      from (select *, (posted - sum(customer) over (partition by account_id order by transfer_id))::bigint as after from numbered) running
     where customer <> 0
    union all
    select transfer_id, case when customer <> 0 then 3 else 2 end, 'overrun_loss', null, difference - customer, null
      from numbered where difference <> customer
  ), balances as (
    update account_balance b
       set posted = b.posted - o.total
      from (select account_id, sum(customer)::bigint as total from numbered group by account_id) o
     where b.account_id = o.account_id
  ), items as (
    update rerate_item i
       set transfer_id = n.transfer_id, loss_difference = n.difference - n.customer
      from numbered n
     where i.run_id = p_run
       and i.account_id = n.account_id
       and i.cdr_id = n.cdr_id
  )
  select count(*) as booked, coalesce(sum(customer), 0)::bigint as paid, coalesce(sum(difference - customer), 0)::bigint as lost into f from numbered;
  booked := f.booked;
  update rerate_run
     set after_account = accounts[cardinality(accounts)], after_cdr = cdrs[cardinality(cdrs)], booked_count = booked_count + f.booked,
         stale_count = stale_count + cardinality(cdrs) - f.booked, booked_total = booked_total + f.paid, loss_total = loss_total + f.lost
   where id = p_run;
end $$;

revoke execute on function call_rerate_post from public;
grant execute on function call_rerate_post to vsppanel_app;
grant select on rerate_run, rerate_item, call_price to vsppanel_app, vsppanel_read;
grant insert, update on rerate_run to vsppanel_app;
grant insert on rerate_item to vsppanel_app;
