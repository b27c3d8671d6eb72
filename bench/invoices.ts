import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Pool } from 'pg';
import { authorizeCall } from '../src/actions/calls/authorizeCall.ts';
import { startInvoiceRun } from '../src/actions/invoicing/startInvoiceRun.ts';
import { type ActionContext, run } from '../src/actions/run.ts';
import { systemActor } from '../src/core/access/permission.ts';
import { instant } from '../src/core/base/time.ts';
import { openPool } from '../src/db/pool.ts';
import { issueInvoices } from '../src/jobs/issueInvoices.ts';
import { openCallMemory } from '../src/memory/callMemory.ts';
import { ensureAccess, roles } from '../src/supervisor/roles.ts';
import { asSuperUser, startTestCluster, type TestCluster, testUrl } from '../src/testing/testCluster.ts';
import { openSafe } from '../src/vault/safe.ts';
import { quantile } from './callLoad.ts';
import { cpuTime } from './cpuTime.ts';
import { fillUnbilled } from './invoiceData.ts';

const database = 'bench_invoices';
/** quality.md: so many accounts and calls in at most five minutes, in at most 512 MB. */
const target = { accounts: 100_000, calls: 10_000_000, seconds: 300, megabytes: 512 };

type Asked = { readonly accounts: number; readonly calls: number };

/**
 * How long an invoice run takes, and what it does to the authorisation of calls meanwhile. Its own PostgreSQL; the run as the back office
 * does it, the calls through authorizeCall, one after the other. `--accounts` and `--calls` scale it; figures for the whole target are
 * worked out from them and say so.
 */
export async function bench(): Promise<void> {
  const asked = options();
  print('machine', `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, load ${load()}`);
  const running = await startTestCluster();
  try {
    await makeDatabase(running.cluster, asked);
    await measure(running.cluster, asked);
  } finally {
    await running.stop();
  }
}

async function makeDatabase(cluster: TestCluster, asked: Asked): Promise<void> {
  await asSuperUser(cluster, 'postgres', (client) =>
    client.query(`create database ${database} template ${cluster.template} owner ${roles.owner}`),
  );
  await asSuperUser(cluster, database, async (client) => {
    await ensureAccess(client, database);
    const began = performance.now();
    await fillUnbilled(client, asked);
    print('filled with', `${asked.accounts} accounts, ${asked.calls} calls in ${seconds(began)} s`);
  });
}

async function measure(cluster: TestCluster, asked: Asked): Promise<void> {
  const fail = (error: Error) => print('connection', error.message);
  const office = openPool(testUrl(cluster, 'app', database), { max: 2, name: 'bench office' }, fail);
  const calls = openPool(testUrl(cluster, 'app', database), { max: 4, name: 'bench calls' }, fail);
  const context: ActionContext = {
    pool: office,
    clock: () => instant(Date.now()),
    safe: openSafe('the sealing secret of a measurement'),
  };
  try {
    const caller = await openCaller(calls, asked.accounts);
    const before = await caller.during(new Promise((resolve) => setTimeout(resolve, 5000)));
    printCalls('calls before', before);
    await run(context, systemActor, startInvoiceRun, { mode: 'by_hand', accountId: null });
    const memory = watchMemory();
    const computedBefore = cpuTime(process.pid);
    const began = performance.now();
    const work = issueInvoices({ act: (action, input) => run(context, systemActor, action, input) });
    const meanwhile = await caller.during(work);
    await work;
    const took = { wall: Number(seconds(began)), computed: (cpuTime(process.pid) - computedBefore) / 1000 };
    printCalls('calls meanwhile', meanwhile);
    await report(office, asked, took, memory.stop());
  } finally {
    await Promise.all([office.end(), calls.end()]);
  }
}

async function report(pool: Pool, asked: Asked, took: Took, megabytes: number): Promise<void> {
  const { rows } = await pool.query(
    `select count(*)::int as invoices, (select sum(invoice_count)::int from invoice_run_item) as said,
            (select sum((document -> 'calls' ->> 'calls')::int)::int from invoice) as calls,
            (select count(*)::int from (select from entry where ledger = 'unbilled' group by account_id having sum(amount) <> 0) left_over) as unbilled
       from invoice`,
  );
  const [found] = rows;
  print(
    'issued',
    `${found.invoices} invoices with ${found.calls} calls; ${found.unbilled} accounts have something unbilled left`,
  );
  const { wall, computed } = took;
  print(
    'run',
    `${wall} s, ${Math.round(asked.accounts / wall)} invoices/s, ${Math.round(asked.calls / wall)} calls/s, load ${load()}`,
  );
  print('computed', `${computed.toFixed(1)} s on all cores, the calls meanwhile included`);
  print('memory', `at most ${megabytes} MB in this process (target ${target.megabytes})`);
  const part = target.accounts / asked.accounts;
  const how = part === 1 ? 'measured' : `this run × ${part}; with more rows caches hold a smaller part of them`;
  const figures = `${Math.round(wall * part)} s of time, ${Math.round(computed * part)} s computed (target ${target.seconds} s)`;
  print('for 100,000 accounts', `${figures}, ${how}`);
}

/** Seconds by the clock, and of all processors. */
type Took = { readonly wall: number; readonly computed: number };
type Measured = { readonly count: number; readonly milliseconds: readonly number[] };

/** Authorises calls of one account after the other, about fifty a second, as long as something goes on. */
async function openCaller(pool: Pool, accounts: number) {
  const copies = await openCallMemory(pool);
  const context = { tx: pool, now: () => instant(Date.now()), report: (what: string) => print('call control', what) };
  let serial = 0;
  const authorise = async (): Promise<number> => {
    const callerNumber = String(1_000_000 + 1 + ((serial * 7919) % accounts));
    const request = {
      callId: `bench-live-${serial++}`,
      callerNumber,
      protocol: 'sip' as const,
      dialled: '0299990000',
      at: context.now(),
    };
    const began = performance.now();
    const { decision } = await authorizeCall(context, copies, request);
    if (!decision.ok) throw new Error(`a call was refused: ${decision.refusal}`);
    return performance.now() - began;
  };
  for (let warm = 0; warm < 50; warm += 1) await authorise();
  return {
    during: async (work: Promise<unknown>): Promise<Measured> => {
      let isOver = false;
      const over = work.finally(() => {
        isOver = true;
      });
      const milliseconds: number[] = [];
      while (!isOver) {
        milliseconds.push(await authorise());
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
      await over;
      return { count: milliseconds.length, milliseconds };
    },
  };
}

function printCalls(label: string, { count, milliseconds }: Measured): void {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (part: number) => quantile(sorted, part).toFixed(1);
  print(label, `${count} authorised, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`);
}

function watchMemory() {
  let most = 0;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 200);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return Math.round(most / 1024 / 1024);
    },
  };
}

function options(): Asked {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { accounts: { type: 'string', default: '10000' }, calls: { type: 'string', default: '1000000' } },
  });
  return { accounts: Number(values.accounts), calls: Number(values.calls) };
}

const seconds = (began: number): string => ((performance.now() - began) / 1000).toFixed(1);
const load = (): string => loadavg()[0]?.toFixed(1) ?? '';
function print(label: string, text: string): void {
  process.stdout.write(`${label.padEnd(22)} ${text}\n`);
}
