import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ActionContext, run } from '../src/actions/run.ts';
import { systemActor } from '../src/core/access/permission.ts';
import { instant } from '../src/core/base/time.ts';
import { openPool } from '../src/db/pool.ts';
import { reportFaults } from '../src/db/reads/reportFaults.ts';
import { finishSetup } from '../src/http/contract/session.ts';
import { countReports } from '../src/jobs/countReports.ts';
import { becomeOperator } from '../src/testing/operator.ts';
import { asSuperUser, startTestCluster, type TestCluster, testUrl } from '../src/testing/testCluster.ts';
import { openSafe } from '../src/vault/safe.ts';
import { database, makeDatabase, measure, print, signIn, startServer } from './panel.ts';
import { fillBusiness, fillCalls, fillSums } from './reportData.ts';

type Asked = {
  readonly accounts: number;
  readonly calls: number;
  readonly sums: number;
  readonly share: number;
  readonly requests: number;
};

/**
 * How long reports take, and how fast calls are counted for them. The real server in a process of its own over its own PostgreSQL. First with
 * `--calls` calls that are all there, with their ledger: counted as the back office does it, held against the ledger, then asked. Then with the
 * sums that `--sums` calls leave behind, made without the calls (those of single accounts' hours for one account in `--share`).
 */
export async function bench(): Promise<void> {
  const asked = options();
  print(
    'machine',
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, load ${loadavg()[0]?.toFixed(2)}`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'vsppanel-bench-'));
  const running = await startTestCluster();
  try {
    await makeDatabase(running.cluster);
    const server = await startServer(running.cluster, folder);
    try {
      await (await becomeOperator(server, [])).api.call(finishSetup);
      const cookie = await signIn(server.panelUrl);
      await asSuperUser(running.cluster, database, (client) => fillBusiness(client, asked));
      await withCalls(running.cluster, asked);
      await askAll(server.panelUrl, cookie, asked, true);
      if (asked.sums > 0) await withSums(running.cluster, asked);
      if (asked.sums > 0) await askAll(server.panelUrl, cookie, asked, false);
    } finally {
      await server.stop();
    }
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withCalls(cluster: TestCluster, asked: Asked): Promise<void> {
  const filled = performance.now();
  await asSuperUser(cluster, database, (client) => fillCalls(client, asked));
  print('filled with', `${asked.accounts} accounts, ${asked.calls} calls and their ledger in ${seconds(filled)} s`);
  const fail = (error: Error) => print('connection', error.message);
  const pool = openPool(testUrl(cluster, 'app', database), { max: 2, name: 'bench office' }, fail);
  const context: ActionContext = {
    pool,
    clock: () => instant(Date.now()),
    safe: openSafe('the sealing secret of a measurement'),
  };
  try {
    const began = performance.now();
    await countReports({ act: (action, input) => run(context, systemActor, action, input) });
    const took = (performance.now() - began) / 1000;
    const { rows } = await pool.query('select (select count(*)::int from cdr where id > after_cdr) as left from report_watch');
    print('counted', `${asked.calls - rows[0].left} calls in ${took.toFixed(1)} s: ${Math.round(asked.calls / took)} a second`);
    const checked = performance.now();
    const faults = await reportFaults(pool);
    print('held against the ledger', `${faults.length} differences, ${seconds(checked)} s`);
  } finally {
    await pool.end();
  }
  await sizes(cluster);
}

async function withSums(cluster: TestCluster, asked: Asked): Promise<void> {
  const began = performance.now();
  const { accounts, sums: calls, share } = asked;
  await asSuperUser(cluster, database, (client) => fillSums(client, { accounts, calls }, share));
  print('sums of', `${calls} calls made in ${seconds(began)} s, hours of accounts for 1 in ${share}`);
  await sizes(cluster);
}

const tables = ['traffic_hour', 'traffic_day', 'traffic_account_day', 'traffic_account_hour', 'books_hour'];

async function sizes(cluster: TestCluster): Promise<void> {
  await asSuperUser(cluster, database, async (client) => {
    for (const table of tables) {
      await client.query(`vacuum analyze ${table}`);
      const { rows } = await client.query(
        `select reltuples::bigint as count, pg_size_pretty(pg_total_relation_size(oid)) as size from pg_class where relname = $1`,
        [table],
      );
      print(`  ${table}`, `${rows[0].count} rows, ${rows[0].size}`);
    }
  });
}

async function askAll(panelUrl: string, cookie: string, asked: Asked, hasCalls: boolean): Promise<void> {
  const visits: readonly (readonly [string, (turn: number) => string])[] = [
    ['calls, today by hour', () => '/reports/calls?period=today'],
    ['calls, this month by day', () => '/reports/calls?period=this_month'],
    ['calls, last month by hour', () => '/reports/calls?period=last_month&by=hour'],
    ['calls, this year by month', () => '/reports/calls?period=this_year'],
    ['calls of an account, last month', (turn) => `/reports/calls?period=last_month&accountId=${accountOf(turn, asked)}`],
    ['calls of the busiest account, year', () => '/reports/calls?period=this_year&accountId=1'],
    ['calls to a destination, last month', (turn) => `/reports/calls?period=last_month&destinationId=${1 + (turn % 40)}`],
    ['destinations, last month', () => '/reports/destinations?period=last_month'],
    ['destinations, this year', () => '/reports/destinations?period=this_year'],
    [
      'destinations of an account, last month',
      (turn) => `/reports/destinations?period=last_month&accountId=${accountOf(turn, asked)}`,
    ],
    ['accounts, today', () => '/reports/accounts?period=today'],
    ['accounts, last month', () => '/reports/accounts?period=last_month'],
    ['accounts, this year', () => '/reports/accounts?period=this_year'],
    ['accounts to a destination, last month', (turn) => `/reports/accounts?period=last_month&destinationId=${2 + (turn % 40)}`],
    ['providers, last month', () => '/reports/providers?period=last_month'],
    ['providers, this year', () => '/reports/providers?period=this_year'],
    ['revenue, last month', () => '/reports/books?period=last_month'],
    ['revenue, this year', () => '/reports/books?period=this_year'],
  ];
  const everybody = { ...asked, connections: 1 };
  const livez = await measure('baseline: /livez', () => [`${panelUrl}/livez`], cookie, everybody);
  const lists: typeof visits = [
    ['list: calls, first page', () => '/calls'],
    ['list: calls of an account', (turn) => `/calls?accountId=${accountOf(turn, asked)}`],
    ['list: live calls', () => '/live-calls'],
  ];
  for (const [title, path] of hasCalls ? [...visits, ...lists] : visits) {
    await measure(title, (turn) => [`${panelUrl}/api/v1${path(turn)}`], cookie, everybody, livez);
  }
}

/** One of those accounts whose hours are there. */
const accountOf = (turn: number, { accounts, share }: Asked): number =>
  1 + share * ((turn * 7919) % Math.max(1, Math.floor(accounts / share)));

function options(): Asked {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      accounts: { type: 'string', default: '10000' },
      calls: { type: 'string', default: '1000000' },
      sums: { type: 'string', default: '0' },
      share: { type: 'string', default: '10' },
      requests: { type: 'string', default: '40' },
    },
  });
  const { accounts, calls, sums, share, requests } = values;
  return {
    accounts: Number(accounts),
    calls: Number(calls),
    sums: Number(sums),
    share: Number(share),
    requests: Number(requests),
  };
}

const seconds = (began: number): string => ((performance.now() - began) / 1000).toFixed(1);
