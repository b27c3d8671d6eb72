import type { Client } from 'pg';

export type ReportAmounts = { readonly accounts: number; readonly calls: number };
/** A carrier of some size: so many places to call, so many providers, and what an answered minute costs at each place. */
const destinations = 400;
const providers = 10;
const days = 365;

/** One random call: `u…` are even between 0 and 1. Few accounts and few destinations have most calls; three in five are answered. */
const randomCall = (accounts: number) => `
  select 1 + floor(${accounts} * power(random(), 3))::bigint as account_id, floor(${destinations} * power(random(), 4))::int as destination,
         random() as u_provider, random() as u_outcome, 5 + floor(-120 * ln(1 - random()))::int as seconds, random() as u_hour, random() as u_hour_2`;

/** Postal accounts, providers and destinations; as superuser, without triggers: the rows are right as they are made. */
export async function fillBusiness(client: Client, { accounts }: ReportAmounts): Promise<void> {
  await client.query('set session_replication_role = replica');
  await client.query('select setseed(0.42)');
  for (const statement of [
    `with package as (insert into billing_package (name) values ('Measured') returning id),
          carriers as (insert into provider (name, protocol) select 'Carrier ' || chr(64 + n), 'test' from generate_series(1, ${providers}) n returning id),
          route as (insert into route (name) values ('Measured') returning id),
          rule as (insert into route_rule (route_id, prefix, position, provider_id) select route.id, '', 1, (select min(id) from carriers) from route)
     update setting set default_billing_package_id = (select id from package), default_route_id = (select id from route), time_zone = 'Australia/Sydney'`,
    `insert into account (account_number, customer_number, last_name, payment_type, protocol, billing_package_id, route_id, call_limit, currency, created_by)
     select lpad(i::text, 16, '0'), (1000000 + i)::text, (array['Adams','Bailey','Carter','Dimitrov','Edwards','Fischer','Garcia','Hughes'])[1 + i % 8] || ' ' || i,
            'post_paid', 'sip', default_billing_package_id, default_route_id, 1000, 'AUD', 'bench'
       from generate_series(1, ${accounts}) i cross join setting`,
    'insert into account_balance (account_id, credit_limit) select id, null from account',
    'insert into network_number (account_id, number, sip_digest_md5) select id, customer_number, md5(customer_number) from account',
  ])
    await client.query(statement);
}

const place = `(array['Australia','Australia mobile','New Zealand','United Kingdom','United Kingdom mobile','United States','India mobile','Germany','Philippines mobile',
  'China','Italy mobile','Greece','Vietnam mobile','Fiji','France'])[c.destination + 1]`;
const destinationName = `coalesce(${place}, 'Place ' || c.destination)`;

/** Calls over a year in the order of their days, with transfers and entries as call_settle books them, Post-Paid. */
export async function fillCalls(client: Client, { accounts, calls }: ReportAmounts): Promise<void> {
  for (const statement of [
    'begin',
    `create temp table drawn as
     select c.*, d.at as ended_at, c.u_outcome < 0.62 as is_answered, c.u_outcome > 0.97 as is_refused,
            (select min(id) from provider) + (c.destination + (c.u_provider > 0.9)::int) % ${providers} as provider_id,
            case when c.u_outcome < 0.62 then c.seconds * (20000 + c.destination % 37 * 4000)::bigint else 0 end as price,
            case when c.u_outcome < 0.62 then c.seconds * (14000 + c.destination % 41 * 3000)::bigint else 0 end as cost
       from (select i, r.* from generate_series(1, ${calls}) i cross join lateral (${randomCall(accounts)} where i > 0) r) c
      cross join lateral (select least(now(), date_trunc('day', now() - interval '${days} days' * (1 - c.i::float / ${calls}))
                                              + interval '24 hours' * ((c.u_hour + c.u_hour_2) / 2)) as at) d`,
    'alter table drawn add transfer_id bigint',
    `update drawn set transfer_id = nextval('transfer_id_seq') where price > 0`,
    `insert into transfer (id, kind, key, occurred_at, posted_at, description, actor_name) overriding system value
     select transfer_id, 'call', 'bench-' || i, ended_at, ended_at, 'Call', 'system' from drawn where price > 0 order by transfer_id`,
    `insert into entry (transfer_id, line, ledger, account_id, amount, balance_after)
     select d.transfer_id, e.line, e.ledger, case e.line when 2 then d.account_id end, e.amount, case e.line when 2 then 0 end
       from drawn d cross join lateral (values (1, 'call_revenue', -price), (2, 'unbilled', price), (3, 'provider_cost', cost), (4, 'provider_payable', -cost))
            as e (line, ledger, amount)
      where d.price > 0 and e.amount <> 0
      order by d.transfer_id, e.line`,
    `insert into cdr (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination, provider_id, decimals, rounding_mode,
                      started_at, answered_at, ended_at, duration_ms, billed_seconds, price, charge, cost, outcome, refusal, hangup_cause, pdd_ms, transfer_id)
     select 'bench-' || i, account_id, account_id, 'sip', (1000000 + account_id)::text, '0299990000', '61' || lpad((i::bigint * 7919 % 1000000000)::text, 9, '0'),
            case when is_refused then 'unknown' else 'outside' end, case when is_refused then '' else ${destinationName} end,
            case when is_refused then null else provider_id end, 4, 'half_up', ended_at - make_interval(secs => seconds),
            case when is_answered then ended_at - make_interval(secs => seconds) end, ended_at, case when is_answered then seconds else 0 end * 1000,
            case when is_answered then seconds else 0 end, price, price, cost,
            case when is_answered then 'answered' when u_outcome < 0.76 then 'no_answer' when u_outcome < 0.86 then 'busy' when u_outcome < 0.92 then 'cancelled'
                 when not is_refused then 'failed' else 'refused' end, case when is_refused then 'no_funds' end,
            case when is_answered then 16 when u_outcome < 0.76 then 19 when u_outcome < 0.86 then 17 when u_outcome < 0.92 then 16 when u_outcome < 0.95 then 34 else 21 end,
            case when is_answered then 400 + (u_provider * 3000)::int end, transfer_id
       from drawn c
      order by i`,
    'drop table drawn',
    'commit',
  ])
    await client.query(statement);
  for (const table of ['account', 'transfer', 'entry', 'cdr']) await client.query(`vacuum analyze ${table}`);
}

/**
 * The sums of reports as so many calls would have left them, without the calls: each table is drawn row by row with the odds of `randomCall`.
 * Sums of hours and days are complete; those of the hours of single accounts are made for one account in `share`, because there are nearly as
 * many of them as calls. Answers how many rows each table has.
 */
export async function fillSums(client: Client, { accounts, calls }: ReportAmounts, share: number): Promise<void> {
  const measures = (
    weight: string,
  ) => `${weight}::int as attempts, (0.62 * ${weight})::int as answered, (0.10 * ${weight})::int as busy,
    (0.14 * ${weight})::int as no_answer, (0.06 * ${weight})::int as cancelled, (0.05 * ${weight})::int as failed, (0.03 * ${weight})::int as refused,
    (${weight} * 74400)::bigint as talk_ms, (${weight} * 74)::bigint as billed_seconds, (${weight} * 2000000)::bigint as price, 0::bigint as loss,
    (${weight} * 1500000)::bigint as cost, (${weight} * 900)::bigint as pdd_ms, (${weight} * 0.62)::int as pdd_count`;
  const columns = `attempts, answered, busy, no_answer, cancelled, failed, refused, talk_ms, billed_seconds, price, loss, cost, pdd_ms, pdd_count`;
  /** How many of so many calls go to a destination (the density of floor(n * u^4)) by its first or second provider. */
  const expected = (all: number) =>
    `(${all}::float * (power((d + 1) / ${destinations}.0, 0.25) - power(d / ${destinations}.0, 0.25)) * case second when 0 then 0.9 else 0.1 end)`;
  const combos = `generate_series(0, ${destinations - 1}) d cross join generate_series(0, 1) second`;
  const provider = `(select min(id) from provider) + (d + second) % ${providers}`;
  for (const statement of [
    'truncate traffic_hour, traffic_day, traffic_account_hour, traffic_account_day, traffic_cause_day, provider_tries_day, books_hour',
    `insert into report_destination (kind, name) select 'outside', ${destinationName} from (select generate_series(0, ${destinations - 1}) as destination) c on conflict do nothing`,
    `create temp table place as select c.destination as d, r.id from (select generate_series(0, ${destinations - 1}) as destination) c join report_destination r on r.kind = 'outside' and r.name = ${destinationName}`,
    // A row stands where at least one call fell there: a Poisson's chance of not being zero.
    `insert into traffic_hour (hour, destination_id, provider_id, is_incoming, ${columns})
     select date_trunc('hour', now() - make_interval(hours => h)), id, provider_id, false, ${measures('greatest(1, n)')}
       from (select h, place.id, ${provider} as provider_id, ${expected(calls / days / 24)} as n
               from generate_series(0, ${days * 24 - 1}) h cross join ${combos} join place using (d)) x
      where random() < 1 - exp(-least(n, 50))`,
    `insert into traffic_day (day, destination_id, provider_id, is_incoming, ${columns})
     select current_date - h, id, provider_id, false, ${measures('greatest(1, n)')}
       from (select h, place.id, ${provider} as provider_id, ${expected(calls / days)} as n
               from generate_series(0, ${days - 1}) h cross join ${combos} join place using (d)) x
      where random() < 1 - exp(-least(n, 50))`,
    `insert into traffic_account_day (day, account_id, is_incoming, ${columns})
     select current_date - h, a, false, ${measures('greatest(1, n)')}
       from (select h, a, ${calls / days}::float * (power(a / ${accounts}.0, 1 / 3.0) - power((a - 1) / ${accounts}.0, 1 / 3.0)) as n
               from generate_series(0, ${days - 1}) h cross join generate_series(1, ${accounts}) a) x
      where random() < 1 - exp(-least(n, 50))`,
    `insert into traffic_account_hour (account_id, hour, destination_id, provider_id, is_incoming, ${columns})
     select a, hour, id, ${provider}, false, ${measures('count(*)')}
       from (select 1 + ${share} * (floor(${accounts} * power(random(), 3) / ${share}))::bigint as a,
                    date_trunc('hour', now() - interval '${days} days' * random()) as hour, floor(${destinations} * power(random(), 4))::int as d,
                    (random() > 0.9)::int as second
               from generate_series(1, ${Math.round(calls / share)})) x
       join place using (d)
      group by a, hour, id, d, second
      order by a, hour`,
    `insert into traffic_cause_day (day, provider_id, hangup_cause, calls)
     select current_date - h, p.id, cause, 1000 from generate_series(0, ${days - 1}) h cross join provider p cross join unnest('{16,17,19,21,34,41}'::int[]) cause`,
    `insert into books_hour (hour, ledger, kind, amount, entries)
     select date_trunc('hour', now() - make_interval(hours => h)), l.ledger, l.kind, l.amount, 1000
       from generate_series(0, ${days * 24 - 1}) h
      cross join (values ('call_revenue', 'call', -1000000000), ('unbilled', 'call', 1000000000), ('provider_cost', 'call', 700000000),
                         ('provider_payable', 'call', -700000000), ('extra_revenue', 'extra', -1000000), ('unbilled', 'extra', 1000000),
                         ('receivable', 'invoice', 1000000), ('unbilled', 'invoice', -1000000), ('tax', 'invoice', -1000)) as l (ledger, kind, amount)`,
    `insert into provider_tries_day (day, provider_id, tries, answered)
     select current_date - h, p.id, 30000, 18000 from generate_series(0, ${days - 1}) h cross join provider p`,
    'drop table place',
  ])
    await client.query(statement);
  for (const table of [
    'traffic_hour',
    'traffic_day',
    'traffic_account_hour',
    'traffic_account_day',
    'traffic_cause_day',
    'books_hour',
    'provider_tries_day',
  ])
    await client.query(`vacuum analyze ${table}`);
}
