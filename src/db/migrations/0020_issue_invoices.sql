-- Issuing invoices in one round trip for many accounts, and numbers without gaps.

-- A charged extra keeps its row.
revoke delete on extra from vsppanel_app;

-- The first of p_count further numbers of a series; its row stays locked until the invoices are committed. A new series begins behind every
-- number of its pattern (p_prefix, digits, p_suffix) that is there already, from another format.
create function invoice_numbers(p_series text, p_prefix text, p_suffix text, p_count int) returns bigint
language plpgsql security definer set search_path = public as $$
declare first bigint; known bigint;
begin
  if not exists (select from invoice_counter where series = p_series) then
    select coalesce(max(substr(number, length(p_prefix) + 1, length(number) - length(p_prefix) - length(p_suffix))::bigint), 0) into known
      from invoice
     where starts_with(number, p_prefix)
       and right(number, length(p_suffix)) = p_suffix
       and substr(number, length(p_prefix) + 1, greatest(0, length(number) - length(p_prefix) - length(p_suffix))) ~ '^[0-9]{1,15}$';
    insert into invoice_counter (series, last) values (p_series, known) on conflict (series) do nothing;
  end if;
  update invoice_counter set last = last + p_count where series = p_series returning last - p_count + 1 into first;
  return first;
end $$;

-- Books and stores invoices and credit notes that core drew up (core/invoicing/drawUp.ts, creditNote.ts). The caller has locked the accounts'
-- billing rows and sends them in the order of their accounts, so that two of these can never wait for each other.
create function invoice_issue(p_invoices jsonb) returns table (account_id bigint, invoice_id bigint, number text)
language plpgsql security definer set search_path = public as $$
declare one record; booked jsonb := '{}'; t bigint;
begin
  for one in select i.*
               from jsonb_to_recordset(p_invoices)
                 as i (number text, kind text, issued_at timestamptz, issued_by text, ledgers text[], accounts bigint[], amounts bigint[]) loop
    if array_length(one.ledgers, 1) > 0 then
      select l.transfer_id into t
        from ledger_post(one.kind, one.number, one.issued_at, case one.kind when 'invoice' then 'Invoice ' else 'Credit note ' end || one.number,
                         one.issued_by, one.ledgers, one.accounts, one.amounts) l
       where l.is_new;
      if t is null then raise exception 'number % was booked before', one.number using errcode = 'unique_violation'; end if;
      booked := booked || jsonb_build_object(one.number, t);
      t := null;
    end if;
  end loop;
  insert into invoice (account_id, kind, number, credits_invoice_id, run_id, currency, period_from, period_to, period_to_at, after_transfer,
                       after_at, upto_transfer, issued_on, issued_at, issued_by, due_on, subtotal, tax_total, included_tax, total, rounding,
                       transfer_id, document)
  select i.account_id, i.kind, i.number, i.credits_invoice_id, i.run_id, i.currency, i.period_from, i.period_to, i.period_to_at, i.after_transfer,
         i.after_at, i.upto_transfer, i.issued_on, i.issued_at, i.issued_by, i.due_on, i.subtotal, i.tax_total, i.included_tax, i.total, i.rounding,
         (booked ->> i.number)::bigint, i.document
    from jsonb_to_recordset(p_invoices)
      as i (account_id bigint, kind text, number text, credits_invoice_id bigint, run_id bigint, currency text, period_from date, period_to date,
            period_to_at timestamptz, after_transfer bigint, after_at timestamptz, upto_transfer bigint, issued_on date, issued_at timestamptz,
            issued_by text, due_on date, subtotal bigint, tax_total bigint, included_tax bigint, total bigint, rounding bigint, document jsonb);
  insert into invoice_line (invoice_id, line, section, description, tax_class, amount, credits_line)
  select v.id, l.line, l.section, l.description, l.tax_class, l.amount, l.credits_line
    from jsonb_to_recordset(p_invoices) as i (number text, lines jsonb)
    join invoice v on v.number = i.number
   cross join jsonb_to_recordset(i.lines)
      as l (line int, section text, description text, tax_class text, amount bigint, credits_line int);
  insert into invoice_tax (invoice_id, position, name, percent, is_inclusive, base, amount)
  select v.id, x.position, x.name, x.percent, x.is_inclusive, x.base, x.amount
    from jsonb_to_recordset(p_invoices) as i (number text, taxes jsonb)
    join invoice v on v.number = i.number
   cross join jsonb_to_recordset(i.taxes)
      as x (position int, name text, percent bigint, is_inclusive boolean, base bigint, amount bigint);
  return query select v.account_id, v.id, v.number
                 from jsonb_to_recordset(p_invoices) as i (number text)
                 join invoice v on v.number = i.number;
end $$;
revoke insert on invoice, invoice_line, invoice_tax from vsppanel_app;
revoke insert, update on invoice_counter from vsppanel_app;
revoke execute on function invoice_numbers, invoice_issue from public;
grant execute on function invoice_numbers, invoice_issue to vsppanel_app;

create trigger invoice_run_change after insert or update on invoice_run for each row execute function tell_change('invoice_run', 'id');
