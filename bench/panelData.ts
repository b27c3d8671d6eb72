import type { Client } from 'pg';

export type Amounts = { readonly accounts: number; readonly calls: number };
export type Ids = { readonly packageId: string; readonly routeId: string };

/**
 * Fills a database as years of work would: accounts with a phone, three top-ups and a note each, calls over the last year of which
 * a few accounts have many. Everything follows from the row's number, so that each run measures the same rows.
 * As superuser, without triggers and foreign keys: the rows are right as they are made, and checking each would take longer than the measurement.
 */
export async function fill(client: Client, amounts: Amounts, ids: Ids): Promise<void> {
  await client.query(`set session_replication_role = replica`);
  await client.query(firstNames);
  await client.query(accountRows(amounts, ids));
  await client.query(billingRows);
  await client.query(phoneRows);
  await client.query(registrationRows);
  await client.query(topUpRows);
  await client.query(noteRows);
  await client.query(callRows(amounts));
  await client.query(`set session_replication_role = origin`);
  for (const table of [
    'account',
    'account_balance',
    'network_number',
    'transfer',
    'entry',
    'note',
    'cdr',
    'iax_registration',
    'ast.ps_contacts',
  ])
    await client.query(`vacuum analyze ${table}`);
}

/** 40 given names × 40 family names × 40 cities: many customers share a name, as real ones do. */
const firstNames = `create temp table word as
  select i as place,
         (array['Ann','Ben','Carla','Dinesh','Eva','Farid','Grace','Hugo','Ines','Jack','Keiko','Liam','Mei','Noah','Olga','Priya','Quentin','Rosa','Sam','Tara',
                'Umar','Vera','Will','Xenia','Yusuf','Zoe','Alba','Bruno','Chloe','Diego','Elif','Femi','Gita','Hana','Ivan','Jana','Karl','Lena','Milo','Nora'])[i] as first,
         (array['Adams','Bailey','Carter','Dimitrov','Edwards','Fischer','Garcia','Hughes','Ivanov','Jensen','Kowalski','Lopez','Martinez','Nguyen','O''Brien','Patel',
                'Quinn','Rossi','Smith','Taylor','Ueda','Vasquez','Williams','Xu','Yilmaz','Zimmermann','Abbott','Becker','Chen','Davies','Evans','Ferrari','Gruber',
                'Hansen','Ito','Jones','Kim','Larsen','Moreau','Novak'])[i] as last,
         (array['Sydney','Melbourne','Brisbane','Perth','Adelaide','Hobart','Darwin','Canberra','Cairns','Geelong','Ballarat','Bendigo','Dubbo','Orange','Albury',
                'Mackay','Bunbury','Broome','Nowra','Tamworth','Bathurst','Goulburn','Mildura','Warragul','Sale','Traralgon','Gympie','Kiama','Taree','Forbes',
                'Parkes','Cowra','Young','Moree','Roma','Dalby','Emerald','Ayr','Ingham','Tully'])[i] as city
    from generate_series(1, 40) i`;

const accountRows = ({ accounts }: Amounts, { packageId, routeId }: Ids) => `
  with made as (
    insert into account (account_number, customer_number, first_name, last_name, company, email, phone, mobile, city, country, reference,
                         payment_type, protocol, billing_package_id, route_id, call_limit, is_active, currency, created_by)
    select lpad((1000000000000000 + i::bigint * 7919)::text, 16, '0'), (1000000 + i)::text, f.first, l.last || case when i % 50 = 0 then '-' || f.last else '' end,
           case when i % 4 = 0 then l.last || ' ' || c.city || ' Pty Ltd' else '' end,
           lower(f.first) || '.' || i || '@customer.example', '+61 2 ' || lpad((i * 13 % 10000)::text, 4, '0') || ' ' || lpad((i * 7 % 10000)::text, 4, '0'),
           '+614' || lpad((i::bigint * 31 % 100000000)::text, 8, '0'), c.city, 'AU', 'CRM-' || i,
           case when i % 3 = 0 then 'post_paid' else 'pre_paid' end, case when i % 10 = 0 then 'sip_and_iax' else 'sip' end, ${packageId}, ${routeId}, 2, i % 97 <> 0, 'AUD', 'Olive Operator'
      from generate_series(1, ${accounts}) i
      join word f on f.place = 1 + i % 40
      join word l on l.place = 1 + i / 40 % 40
      join word c on c.place = 1 + i / 1600 % 40
     order by i
    returning id, payment_type)
  insert into account_balance (account_id, posted, credit_limit)
  select id, 3000000000, case when payment_type = 'pre_paid' then 0 end from made`;

const billingRows = `
  insert into account_billing (account_id, is_billed) select id, payment_type = 'post_paid' from account`;

const phoneRows = `
  insert into network_number (account_id, number, sip_digest_md5, iax_secret_sealed)
  select id, customer_number, md5(customer_number), case when protocol = 'sip_and_iax' then '\\x00'::bytea end from account order by id`;

/** Two phones in three are registered, those that may with IAX. */
const registrationRows = `
  with iax as (
    insert into iax_registration (network_number_id, address, port, registered_until)
    select id, '198.51.100.7', 4569, extract(epoch from now())::bigint + 86400 from network_number where iax_secret_sealed is not null)
  insert into ast.ps_contacts (id, uri, expiration_time, endpoint, user_agent)
  select number || '^3B@x', 'sip:' || number || '@198.51.100.7:5060', extract(epoch from now())::bigint + 86400, number, 'Bench 1.0'
    from network_number where iax_secret_sealed is null and id % 3 <> 0`;

const topUpRows = `
  with made as (
    insert into transfer (kind, key, occurred_at, posted_at, description, actor_name)
    select 'top_up', 'bench-' || a.id || '-' || n, at, at, 'Bank transfer', 'Olive Operator'
      from generate_series(1, 3) n cross join account a, lateral (select now() - make_interval(days => 40 - 10 * n) as at) t
    returning id, key)
  insert into entry (transfer_id, line, ledger, account_id, amount, balance_after)
  select m.id, line, case line when 1 then 'bank' else 'prepaid' end, case line when 2 then split_part(m.key, '-', 2)::bigint end,
         case line when 1 then 1000000000 else -1000000000 end, case line when 2 then 1000000000 * split_part(m.key, '-', 3)::bigint end
    from made m cross join generate_series(1, 2) line`;

const noteRows = `
  insert into note (account_id, author_name, body) select id, 'Olive Operator', 'Asked for a paper invoice.' from account`;

/** Half of all calls are those of the busiest sixteenth of the accounts; one in five does not come about. */
const callRows = ({ calls, accounts }: Amounts) => `
  insert into cdr (call_id, account_id, protocol, caller_number, dialled, number, destination_kind, destination, decimals, rounding_mode,
                   started_at, answered_at, ended_at, duration_ms, billed_seconds, price, charge, outcome, hangup_cause)
  select 'bench-' || i, a.id, 'sip', a.customer_number, '0' || number, '61' || number, 'outside', 'Australia', 4, 'up',
         at, case when is_answered then at + interval '6 s' end, at + interval '66 s', case when is_answered then 60000 else 0 end,
         case when is_answered then 60 else 0 end, case when is_answered then 1000000 else 0 end, case when is_answered then 1000000 else 0 end,
         case when is_answered then 'answered' else 'no_answer' end, case when is_answered then 16 else 19 end
    from generate_series(1, ${calls}) i,
         lateral (select now() - interval '365 days' * (1 - i::float / ${calls}) as at, i % 5 <> 0 as is_answered,
                         lpad((i::bigint * 7919 % 1000000000)::text, 9, '0') as number,
                         1 + floor(${accounts} * power(((i::bigint * 104729) % 1000003) / 1000003.0, 4))::bigint as owner) t
    join account a on a.customer_number = (1000000 + least(owner, ${accounts}))::text`;
