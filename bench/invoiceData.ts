import type { Client } from 'pg';

/**
 * Post-Paid accounts with a phone, an address and a tax to pay, calls over the last whole month in the order in which they ended, to twelve
 * destinations, and a monthly fee each. As superuser, without triggers: the rows are right as they are made.
 */
export async function fillUnbilled(
  client: Client,
  { accounts, calls }: { readonly accounts: number; readonly calls: number },
): Promise<void> {
  await client.query('set session_replication_role = replica');
  for (const statement of [
    settings,
    accountRows(accounts),
    ...perAccount,
    callTransfers(accounts, calls),
    ...perCall(accounts),
    fees(accounts),
    balances,
  ])
    await client.query(statement);
  await client.query('set session_replication_role = origin');
  for (const table of [
    'account',
    'account_balance',
    'account_billing',
    'network_number',
    'transfer',
    'entry',
    'cdr',
    'extra_charge',
  ])
    await client.query(`vacuum analyze ${table}`);
}

const settings = `
  with package as (insert into billing_package (name) values ('Retail') returning id),
       rated as (insert into rate (billing_package_id, prefix, destination, price, valid_from) select id, '61', 'Australia', 250000000000, '2020-01-01' from package),
       provider as (insert into provider (name, protocol) values ('Carrier', 'test') returning id),
       route as (insert into route (name) values ('All') returning id),
       rule as (insert into route_rule (route_id, prefix, position, provider_id) select route.id, '', 1, provider.id from route, provider),
       taxed as (insert into tax (position, name, percent) values (1, 'GST', 100000))
  update setting set default_billing_package_id = (select id from package), default_route_id = (select id from route), time_zone = 'Australia/Sydney'`;

const accountRows = (accounts: number) => `
  insert into account (account_number, customer_number, last_name, address_1, city, postcode, country, payment_type, protocol, billing_package_id, route_id,
                       call_limit, currency, created_by, created_at)
  select lpad(i::text, 16, '0'), (1000000 + i)::text, 'Customer ' || i, '1 Street', 'Sydney', '2000', 'AU', 'post_paid', 'sip', default_billing_package_id,
         default_route_id, 1000, 'AUD', 'bench', date_trunc('month', now()) - interval '1 month'
    from generate_series(1, ${accounts}) i cross join setting`;

const perAccount = [
  'insert into account_balance (account_id, credit_limit) select id, null from account',
  'insert into account_billing (account_id, is_billed) select id, true from account',
  'insert into network_number (account_id, number, sip_digest_md5) select id, customer_number, md5(customer_number) from account',
];

/** The call of this number was of account 1 + (number mod accounts). */
const callTransfers = (accounts: number, calls: number) => `
  insert into transfer (kind, key, occurred_at, posted_at, description, actor_name)
  select 'call', 'bench-' || i, at, at, 'Call to ' || (61290000000 + i % ${accounts}) || ' Australia', 'system'
    from generate_series(1, ${calls}) i,
         lateral (select date_trunc('month', now()) - interval '26 days' + interval '24 days' * (i::float / ${calls}) as at) t
   order by i`;

const perCall = (accounts: number) => [
  `insert into entry (transfer_id, line, ledger, account_id, amount, balance_after)
   select t.id, line, case line when 1 then 'call_revenue' else 'unbilled' end, case line when 2 then 1 + i % ${accounts} end,
          case line when 1 then -1 else 1 end * (2650000 + i % 997 * 1000), case line when 2 then 0 end
     from transfer t cross join lateral (select substr(t.key, 7)::bigint as i) n cross join generate_series(1, 2) line
    order by t.id, line`,
  `insert into cdr (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination, decimals, rounding_mode,
                    started_at, answered_at, ended_at, duration_ms, billed_seconds, price, charge, outcome, hangup_cause, transfer_id)
   select t.key, 1 + i % ${accounts}, 1 + i % ${accounts}, 'sip', (1000001 + i % ${accounts})::text, '0299990000', '61299990000', 'outside', 'Destination ' || i * 31 % 12,
          4, 'half_up', t.occurred_at, t.occurred_at, t.occurred_at, 60000, 60, 2650000 + i % 997 * 1000, 2650000 + i % 997 * 1000, 'answered', 16, t.id
     from transfer t cross join lateral (select substr(t.key, 7)::bigint as i) n
    order by t.id`,
];

const fees = (accounts: number) => `
  with booked as (
    insert into transfer (kind, key, occurred_at, description, actor_name)
    select 'extra', 'fee-' || i, date_trunc('month', now()) - interval '20 days', 'Monthly Fee', 'system' from generate_series(1, ${accounts}) i
    returning id, key, occurred_at),
  owned as (select id, occurred_at, substr(key, 5)::bigint as account_id from booked),
  charged as (
    insert into extra_charge (account_id, kind, period_from, period_to, description, amount, is_taxable, due_at, transfer_id)
    select account_id, 'one_time', occurred_at::date, occurred_at::date, 'Monthly Fee', 1995000000, true, occurred_at, id from owned)
  insert into entry (transfer_id, line, ledger, account_id, amount, balance_after)
  select id, line, case line when 1 then 'extra_revenue' else 'unbilled' end, case line when 2 then account_id end,
         case line when 1 then -1995000000 else 1995000000 end, case line when 2 then 0 end
    from owned cross join generate_series(1, 2) line`;

const balances = `
  update account_balance b set posted = -e.sum
    from (select account_id, sum(amount) as sum from entry where account_id is not null group by account_id) e
   where e.account_id = b.account_id`;
