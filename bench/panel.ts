import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { childEnvironment, partEnvironment } from '../src/config.ts';
import { finishSetup } from '../src/http/contract/session.ts';
import { freePort } from '../src/supervisor/freePort.ts';
import { nodePart } from '../src/supervisor/nodePart.ts';
import { ensureAccess, roles } from '../src/supervisor/roles.ts';
import { becomeOperator, password } from '../src/testing/operator.ts';
import { asSuperUser, startTestCluster, type TestCluster, testUrl } from '../src/testing/testCluster.ts';
import { quantile } from './callLoad.ts';
import { fill } from './panelData.ts';

export type Asked = {
  readonly accounts: number;
  readonly calls: number;
  readonly requests: number;
  readonly connections: number;
};
/** What one visit asks, one address after the other, for the visit of this number. */
type Visit = { readonly title: string; readonly paths: (turn: number) => readonly string[] };

/** What an operator may wait for the server, at the 95th of 100 visits (quality.md). Milliseconds. */
const target = 100;
export const database = 'bench_panel';

/**
 * How long the panel's server takes for its lists, searches and pages with many accounts: the real server in a process of its own,
 * its own PostgreSQL, real requests over loopback. Two baselines in the same run: `/livez` (no database) and `/readyz` (one small query).
 * Options: `--accounts`, `--calls`, `--requests` (visits of each kind), `--connections` (people at once).
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
      const cookie = await prepare(running.cluster, server, asked);
      print(
        'load now',
        loadavg()
          .map((one) => one.toFixed(2))
          .join(' '),
      );
      await measureAll(server.panelUrl, cookie, asked);
    } finally {
      await server.stop();
    }
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function makeDatabase(cluster: TestCluster): Promise<void> {
  await asSuperUser(cluster, 'postgres', (client) =>
    client.query(`create database ${database} template ${cluster.template} owner ${roles.owner}`),
  );
  await asSuperUser(cluster, database, (client) => ensureAccess(client, database));
}

export async function startServer(cluster: TestCluster, folder: string) {
  const port = () => freePort('127.0.0.1', ['tcp', 'udp']);
  const httpPort = await port();
  const panelUrl = `http://127.0.0.1:${httpPort}`;
  let setupPath = '';
  const environment = partEnvironment({
    ...{
      dataFolder: folder,
      bindAddress: '127.0.0.1',
      publicAddress: '127.0.0.1',
      publicUrl: panelUrl,
      trustedProxies: [],
      httpPort,
    },
    ...{ sipPort: await port(), iaxPort: await port(), engine: null, engineAdvice: 'a measurement', cardKeys: null },
    appUrl: testUrl(cluster, 'app', database),
    readUrl: testUrl(cluster, 'read', database),
    sealSecret: 'the sealing secret of a measurement, in clear',
  });
  const part = nodePart({
    name: 'panel',
    script: join(import.meta.dirname, '..', 'src', 'main.ts'),
    environment: childEnvironment({ ...environment, NODE_ENV: 'production' }),
    logFile: join(folder, 'panel.log'),
    say: (line) => print('panel', line),
    onReady: (message) => {
      setupPath = message.setupPath ?? '';
    },
  });
  const { stop } = await part.start(new AbortController().signal);
  return { panelUrl, setupUrl: panelUrl + setupPath, stop };
}

/** An operator who is set up, and the rows; answers the operator's cookie. */
async function prepare(
  cluster: TestCluster,
  server: { readonly panelUrl: string; readonly setupUrl: string },
  { accounts, calls }: Asked,
): Promise<string> {
  const operator = await becomeOperator(server, [{ prefix: '61', destination: 'Australia', price: '0.06' }]);
  const routeId = await operator.addRoute('All calls', [await operator.addProvider('Test carrier', '', 5060, 'test')]);
  await operator.api.call(finishSetup);
  const began = performance.now();
  await asSuperUser(cluster, database, (client) => fill(client, { accounts, calls }, { packageId: operator.packageId, routeId }));
  print('filled with', `${accounts} accounts, ${calls} calls, made in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  return signIn(server.panelUrl);
}

/** The operator's cookie. */
export async function signIn(panelUrl: string): Promise<string> {
  const answer = await fetch(`${panelUrl}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName: 'olive', password }),
  });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** Accounts have the ids 1 to `accounts`; a step that shares no factor with their number visits them in no order. */
function visits(accounts: number): readonly Visit[] {
  const pick = (turn: number) => 1 + ((turn * 7919) % accounts);
  const search = (title: string, text: (turn: number) => string): Visit => ({
    title: `search: ${title}`,
    paths: (turn) => [`/accounts?search=${encodeURIComponent(text(turn))}`],
  });
  const cycle =
    (...words: readonly string[]) =>
    (turn: number) =>
      words[turn % words.length] ?? '';
  const account = (turn: number) => `/accounts/${pick(turn)}`;
  const callsOf = (turn: number) => `/calls?accountId=${pick(turn)}`;
  return [
    { title: 'accounts, first page', paths: () => ['/accounts'] },
    { title: 'accounts, suspended', paths: () => ['/accounts?state=suspended'] },
    search('beginning of a name', cycle('willi', 'zimm', 'kowa', 'quen')),
    search('middle of a name', cycle('erman', 'lliam', 'walsk', 'rtine')),
    search('two words', cycle('ann kowalski', 'zoe bendigo', 'priya smith')),
    search('phone', (turn) => `+614${String((pick(turn) * 31) % 100_000_000).padStart(8, '0')}`),
    search('customer number', (turn) => String(1_000_000 + pick(turn))),
    search('e-mail', (turn) => `.${pick(turn)}@customer`),
    search('nothing found', cycle('xqzzyw', 'nobody at all', 'qqq')),
    search('2 letters', cycle('an', 'mo', 'zi')),
    search('1 or 2 letters, nothing found', cycle('qx', 'jq', 'zx')),
    {
      title: 'duplicates of who is being typed',
      paths: (turn) => [`/accounts/duplicates?lastName=Doe&email=ann.${pick(turn)}%40customer.example&phone=0299990000`],
    },
    {
      title: 'account page, all its requests',
      paths: (turn) => [account(turn), `${account(turn)}/phones`, `${account(turn)}/notes`, `${callsOf(turn)}&limit=5`],
    },
    { title: 'account, money tab', paths: (turn) => [`${account(turn)}/ledger`, `${account(turn)}/cards`] },
    { title: 'account, ledger', paths: (turn) => [`${account(turn)}/ledger`] },
    { title: 'account, calls', paths: (turn) => [callsOf(turn)] },
    { title: 'busiest account, calls', paths: () => ['/calls?accountId=1'] },
    { title: 'account, history', paths: (turn) => [`${account(turn)}/history`] },
    { title: 'calls, first page', paths: () => ['/calls'] },
    { title: 'calls, not answered', paths: () => ['/calls?outcome=no_answer'] },
    { title: 'calls, refused (none)', paths: () => ['/calls?outcome=refused'] },
    {
      title: 'call search: number',
      paths: (turn) => [`/calls?search=61${String((turn * 7919 * 7919) % 1_000_000_000).padStart(9, '0')}`],
    },
    { title: 'call search: beginning of many', paths: cyclePaths('/calls?search=61', '/calls?search=612', '/calls?search=6123') },
    { title: 'call search: caller', paths: (turn) => [`/calls?search=${1_000_000 + pick(turn)}`] },
    { title: 'call search: nothing found', paths: cyclePaths('/calls?search=99999', '/calls?search=nobody', '/calls?search=7') },
  ];
}

const cyclePaths =
  (...paths: readonly string[]) =>
  (turn: number): readonly string[] => [paths[turn % paths.length] ?? ''];

async function measureAll(panelUrl: string, cookie: string, asked: Asked): Promise<void> {
  const api = `${panelUrl}/api/v1`;
  const livez = await measure('baseline: /livez', () => [`${panelUrl}/livez`], cookie, asked);
  await measure('baseline: /readyz, one small query', () => [`${panelUrl}/readyz`], cookie, asked, livez);
  const late: string[] = [];
  for (const { title, paths } of visits(asked.accounts)) {
    const p95 = await measure(title, (turn) => paths(turn).map((path) => api + path), cookie, asked, livez);
    if (p95 > target) late.push(title);
  }
  print(`p95 within ${target} ms`, late.length === 0 ? 'all' : `not: ${late.join('; ')}`);
}

/** Answers the p95 in milliseconds. A visit that asks several addresses asks them at once, as the page does. */
export async function measure(
  title: string,
  paths: (turn: number) => readonly string[],
  cookie: string,
  { requests, connections }: Asked,
  baseline?: number,
): Promise<number> {
  const times: number[] = [];
  let turn = 0;
  const visitor = async (count: number, isKept: boolean) => {
    for (let one = 0; one < count; one++) {
      turn += 1;
      const began = performance.now();
      await Promise.all(paths(turn).map((path) => ask(path, cookie)));
      if (isKept) times.push(performance.now() - began);
    }
  };
  const answers = (await Promise.all(paths(1).map((path) => ask(path, cookie)))).map(rowsIn);
  await visitor(10, false);
  await Promise.all(Array.from({ length: connections }, () => visitor(Math.ceil(requests / connections), true)));
  times.sort((a, b) => a - b);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((part) => quantile(times, part));
  const ratio = baseline === undefined ? '' : `, p95 ${((p95 ?? 0) / baseline).toFixed(1)} × /livez`;
  const rows = answers.join('+');
  print(title, `${rows.padEnd(8)} p50 ${text(p50)}, p95 ${text(p95)}, p99 ${text(p99)} ms${ratio}`);
  return p95 ?? Number.NaN;
}

/** How many rows an answer lists, so that a search that found nothing does not pass for a quick one; `-` = it is no list. */
function rowsIn(body: string): string {
  const items: unknown = body.startsWith('{') ? JSON.parse(body).items : undefined;
  return Array.isArray(items) ? String(items.length) : '-';
}

async function ask(path: string, cookie: string): Promise<string> {
  const answer = await fetch(path, { headers: { cookie } });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${body}`);
  return body;
}

function options(): Asked {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      accounts: { type: 'string', default: '100000' },
      calls: { type: 'string', default: '1000000' },
      requests: { type: 'string', default: '200' },
      connections: { type: 'string', default: '1' },
    },
  });
  const { accounts, calls, requests, connections } = values;
  return { accounts: Number(accounts), calls: Number(calls), requests: Number(requests), connections: Number(connections) };
}

const text = (milliseconds = Number.NaN): string => milliseconds.toFixed(1).padStart(6);

export function print(title: string, figures: string): void {
  process.stdout.write(`${title.padEnd(40)}${figures}\n`);
}
