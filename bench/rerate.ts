import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Client } from 'pg';
import { approveRerate } from '../src/actions/rerating/approveRerate.ts';
import { startRerate } from '../src/actions/rerating/startRerate.ts';
import { run } from '../src/actions/run.ts';
import { systemActor } from '../src/core/access/permission.ts';
import { unitPrice } from '../src/core/base/money.ts';
import { instant } from '../src/core/base/time.ts';
import { priceOnly } from '../src/core/rating/priceCall.ts';
import { defaultRounding, type Rate } from '../src/core/rating/rate.ts';
import { openPool } from '../src/db/pool.ts';
import { rerate } from '../src/jobs/rerate.ts';
import { ensureAccess, roles } from '../src/supervisor/roles.ts';
import { asSuperUser, startTestCluster, type TestCluster, testUrl } from '../src/testing/testCluster.ts';
import { openSafe } from '../src/vault/safe.ts';

type Asked = { readonly calls: number; readonly rates: number; readonly accounts: number; readonly booked: number };
const database = 'bench_rerate';
/** quality.md: stored calls re-rated end to end. */
const target = 100_000;
const answered = '2026-06-01T00:00:00Z';

/**
 * Stored calls priced again, end to end: read from PostgreSQL, rate found by number and instant, priced, compared, kept. Once where every price
 * changes and once where none does, each against the same pricing without a database in the same run; then corrections booked.
 * Options: `--calls`, `--rates`, `--accounts`, `--booked` (how many corrections).
 */
export async function bench(): Promise<void> {
  const asked = options();
  print('machine', `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`);
  const running = await startTestCluster();
  try {
    await makeDatabase(running.cluster, asked);
    await measure(running.cluster, asked);
  } finally {
    await running.stop();
  }
}

async function measure(cluster: TestCluster, asked: Asked): Promise<void> {
  const pool = openPool(testUrl(cluster, 'app', database), { max: 2, name: 'bench' }, () => undefined);
  const context = { pool, clock: () => instant(Date.now()), safe: openSafe('the sealing secret of a measurement, in clear') };
  const act = <Input, Answer>(action: Parameters<typeof run<Input, Answer>>[2], input: Input): Promise<Answer> =>
    run(context, systemActor, action, input);
  const preview = async (title: string, withPackageId: bigint, prefix = ''): Promise<bigint> => {
    const runId = await act(startRerate, {
      ...{
        billingPackageId: 1n,
        withPackageId,
        ratesAt: undefined,
        accountIds: undefined,
        prefix,
        mayOverdraw: true,
        reason: 'bench',
      },
      ...{ from: instant(Date.parse(answered) - 1000), to: instant(Date.parse(answered) + 86_400_000 * 2) },
    });
    const before = process.cpuUsage();
    const seconds = await timed(() => rerate({ act }));
    const { user, system } = process.cpuUsage(before);
    const { rows } = await pool.query('select call_count, changed_count from rerate_run where id = $1', [runId]);
    const { call_count, changed_count } = rows[0];
    if (prefix === '')
      tell(
        title,
        Number(call_count),
        seconds,
        `${changed_count} changed, ${((user + system) / Number(call_count)).toFixed(1)} µs of our own processor time each`,
      );
    return runId;
  };
  try {
    const pure = pureSeconds(asked.calls);
    tell('baseline: priced without a database', asked.calls, pure, '');
    await preview('preview, no price changes', 1n);
    await preview('preview, every price changes', 2n);
    const some = await preview('', 2n, '1');
    const count = (await pool.query('select changed_count from rerate_run where id = $1', [some])).rows[0].changed_count;
    await act(approveRerate, { runId: some });
    tell('corrections booked', Number(count), await timed(() => rerate({ act })), 'each a balanced transfer');
  } finally {
    await pool.end();
  }
}

function pureSeconds(count: number): number {
  const rate: Rate = {
    ...{
      prefix: '61',
      destination: 'x',
      flagFall: unitPrice('0'),
      price: unitPrice('0.06'),
      perSeconds: 60,
      initialIncrement: 1,
      increment: 1,
    },
    ...{ untimed: false, graceSeconds: 0, minimumSeconds: 0, minimumCharge: unitPrice('0'), blocked: false },
  };
  let sum = 0n;
  const began = performance.now();
  for (let call = 0; call < count; call += 1) sum += priceOnly(rate, defaultRounding, instant(call), 1 + (call % 600));
  if (sum === 0n) throw new Error('nothing was priced');
  return (performance.now() - began) / 1000;
}

/** Rows as they stand after a month of calls, made by the database itself; without triggers, for making them is not what is measured. */
async function makeDatabase(cluster: TestCluster, { calls, rates, accounts, booked }: Asked): Promise<void> {
  await asSuperUser(cluster, 'postgres', (client) =>
    client.query(`create database ${database} template ${cluster.template} owner ${roles.owner}`),
  );
  await asSuperUser(cluster, database, async (client: Client) => {
    await ensureAccess(client, database);
    await client.query('set session_replication_role = replica');
    await client.query(`insert into billing_package (id, name) overriding system value values (1, 'One'), (2, 'Two')`);
    for (const [packageId, price] of [
      [1, 60_000_000_000],
      [2, 50_000_000_000],
    ])
      await client.query(
        `insert into rate (billing_package_id, prefix, destination, price, initial_increment, increment, valid_from)
         select $1, (200000 + i)::text, 'Somewhere', $2, 1, 1, 'epoch' from generate_series(0, $3::int - 1) i`,
        [packageId, price, rates],
      );
    await client.query(
      `insert into rate (billing_package_id, prefix, destination, price, initial_increment, increment, valid_from)
       select p, '1', 'Few', 60000000000 / p, 1, 1, 'epoch' from generate_series(1, 2) p`,
    );
    await client.query(
      `insert into account (id, account_number, customer_number, last_name, payment_type, protocol, billing_package_id, route_id, call_limit, currency, created_by)
       overriding system value select i, lpad(i::text, 16, '0'), (100000 + i)::text, 'Customer', 'post_paid', 'sip', 1, 1, 2, 'AUD', 'bench' from generate_series(1, $1::int) i`,
      [accounts],
    );
    await client.query('insert into account_balance (account_id) select id from account');
    await client.query(
      `insert into cdr (call_id, account_id, protocol, caller_number, dialled, number, destination_kind, destination, rate_id, decimals, rounding_mode,
                        started_at, answered_at, ended_at, duration_ms, billed_seconds, price, charge, outcome, hangup_cause)
       select 'bench-' || i, 1 + i % $2, 'sip', '1', n.number, n.number, 'outside', 'Somewhere', r.id, 4, 'half_up',
              at, at, at, seconds * 1000, seconds, round(seconds * 0.1, 0)::bigint * 1000000, round(seconds * 0.1, 0)::bigint * 1000000, 'answered', 16
         from (select i, $3::timestamptz + i * interval '0.08 s' as at, 10 * (1 + i % 60) as seconds,
                      case when i <= $4 then '1' || (2000000 + i) else (200000 + i::bigint * 7919 % $5)::text || (10000 + i::bigint * 31 % 9999) end as number
                 from generate_series(1, $1::int) i) n
         join rate r on r.billing_package_id = 1 and r.prefix = case when i <= $4 then '1' else substr(n.number, 1, 6) end`,
      [calls, accounts, answered, booked, rates],
    );
    await client.query('set session_replication_role = origin');
    for (const table of ['cdr', 'rate', 'account', 'account_balance']) await client.query(`vacuum analyze ${table}`);
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function tell(title: string, count: number, seconds: number, more: string): void {
  const each = Math.round(count / seconds);
  print(
    title,
    `${each.toLocaleString('en')} calls/s, ${(each / target).toFixed(2)} × the target${more === '' ? '' : `; ${more}`}`,
  );
}

function print(title: string, figures: string): void {
  process.stdout.write(`${title.padEnd(40)}${figures}\n`);
}

function options(): Asked {
  const number = (value: string) => ({ type: 'string', default: value }) as const;
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { calls: number('1000000'), rates: number('20000'), accounts: number('1000'), booked: number('20000') },
  });
  return {
    calls: Number(values.calls),
    rates: Number(values.rates),
    accounts: Number(values.accounts),
    booked: Number(values.booked),
  };
}
