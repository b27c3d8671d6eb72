import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { authorizeCall } from '../src/actions/calls/authorizeCall.ts';
import { settleCall } from '../src/actions/calls/settleCall.ts';
import { addSeconds, instant } from '../src/core/base/time.ts';
import type { MatchedRate } from '../src/core/calls/planCall.ts';
import { type CallFixture, callFixture, type FixtureAccount } from '../src/testing/callFixture.ts';
import { createDatabaseIn } from '../src/testing/database.ts';
import { startTestCluster } from '../src/testing/testCluster.ts';
import { quantile } from './callLoad.ts';
import { cpuTime } from './cpuTime.ts';

/** 6 cents a minute, by the second. */
const rate = { price: '60000000000' };
const at = instant(Date.parse('2026-03-04T05:06:07.000Z'));
/** Open calls of one account stay below this, as they do in life. */
const openMost = 300;

/**
 * How long an authorisation takes at an even rate, on many accounts and on one hot one, beside a bare round trip and a bare commit
 * in the same seconds; then how many a second go through. PostgreSQL with fsync, as in the product.
 * Options: `--rate` (a second), `--seconds`.
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { rate: { type: 'string', default: '100' }, seconds: { type: 'string', default: '20' } },
  });
  const load = { perSecond: Number(values.rate), seconds: Number(values.seconds) };
  print(
    'machine',
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, load ${loadavg()[0]?.toFixed(2)}`,
  );
  const running = await startTestCluster('safe');
  try {
    const fixture = await callFixture(rate, createDatabaseIn(running.cluster));
    try {
      const hot = [await fixture.addAccount({ money: '900000' })];
      const many: FixtureAccount[] = [];
      for (let count = 0; count < 1000; count++) many.push(await fixture.addAccount({ money: '900' }));
      await fixture.warmUp();
      await measure(fixture, 'warming up', many, { ...load, seconds: 3 });
      await measure(fixture, 'many accounts', many, load);
      await measure(fixture, 'one hot account', hot, load);
      await mostOf(fixture, 'many accounts', many, running.pid);
      await mostOf(fixture, 'one hot account', hot, running.pid);
      const faults = await fixture.faults();
      print('invariants', faults.length === 0 ? 'hold' : faults.join('; '));
    } finally {
      await fixture.close();
    }
  } finally {
    await running.stop();
  }
}

type Load = { readonly perSecond: number; readonly seconds: number };

let serial = 0;
const open: { readonly callId: string; readonly matched: MatchedRate | undefined }[] = [];

async function authorize(fixture: CallFixture, accounts: readonly FixtureAccount[]): Promise<boolean> {
  const account = accounts[serial % accounts.length];
  const callId = `bench-${++serial}`;
  const request = { callId, callerNumber: account?.number ?? '', protocol: 'sip', dialled: '0299990000', at } as const;
  const { decision, booked } = await authorizeCall(fixture.context, fixture.copies, request);
  if (decision.ok) open.push({ callId, matched: booked?.plan.matched });
  return decision.ok;
}

async function settleOldest(fixture: CallFixture): Promise<void> {
  const oldest = open.shift();
  if (oldest === undefined) return;
  const { callId, matched } = oldest;
  const report = {
    callId,
    answeredAt: at,
    endedAt: addSeconds(at, 30),
    durationMilliseconds: 30_000,
    attempt: 1,
    hangupCause: 16,
  };
  await settleCall(fixture.context, 'UTC', report, matched);
}

/** An even rate, whatever the answers take: who waits is counted as waiting. */
async function measure(fixture: CallFixture, title: string, accounts: readonly FixtureAccount[], load: Load): Promise<void> {
  const [authorised, bare, commit, settled]: number[][] = [[], [], [], []];
  let granted = 0;
  const timed = async (times: number[] | undefined, work: () => Promise<unknown>) => {
    const began = performance.now();
    const answer = await work();
    times?.push(performance.now() - began);
    return answer;
  };
  const running: Promise<unknown>[] = [];
  const gap = 1000 / load.perSecond;
  const began = performance.now();
  for (let count = 0; count < load.perSecond * load.seconds; count++) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + count * gap - performance.now())));
    running.push(
      timed(authorised, () => authorize(fixture, accounts)).then((isGranted) => {
        if (isGranted) granted += 1;
      }),
    );
    if (open.length > openMost) running.push(timed(settled, () => settleOldest(fixture)));
    // Beside the pool of the calls, and seldom: what is compared with may not be the load.
    if (count % 5 > 0) continue;
    running.push(timed(bare, () => fixture.owner.query('select 1')));
    running.push(timed(commit, () => fixture.owner.query('update account_balance set credit_limit = 0 where account_id = 1')));
  }
  await Promise.all(running);
  if (title === 'warming up') return;
  print(title, `${granted} of ${authorised?.length} granted at ${load.perSecond}/s`);
  for (const [name, times] of [
    ['authorise', authorised],
    ['settle', settled],
    ['bare round trip', bare],
    ['bare commit', commit],
  ] as const)
    print(`  ${name}`, `p50 ${ms(times, 0.5)}, p99 ${ms(times, 0.99)}`);
  const ratio = (share: number, to: readonly number[] | undefined) =>
    (quantile(sorted(authorised), share) / quantile(sorted(to), share)).toFixed(1);
  for (const [name, times] of [
    ['round trip', bare],
    ['commit', commit],
  ] as const)
    print(`  ÷ bare ${name}`, `p50 ${ratio(0.5, times)}, p99 ${ratio(0.99, times)}`);
}

/** As many as go through with eight at a time, as many as the pool has connections; each call is settled again. */
async function mostOf(fixture: CallFixture, title: string, accounts: readonly FixtureAccount[], postgres: number): Promise<void> {
  const [databaseBefore, ownBefore] = [cpuTime(postgres), process.cpuUsage()];
  const end = performance.now() + 5000;
  let calls = 0;
  const work = async () => {
    while (performance.now() < end) {
      if (await authorize(fixture, accounts)) calls += 1;
      if (open.length > openMost) await settleOldest(fixture);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  const own = process.cpuUsage(ownBefore);
  const each = (milliseconds: number): string => `${(milliseconds / calls).toFixed(2)} ms`;
  print(title, `${Math.round(calls / 5)} calls a second authorised and settled, eight at a time`);
  print(
    '  processor time each',
    `PostgreSQL ${each(cpuTime(postgres) - databaseBefore)}, Node ${each((own.user + own.system) / 1000)}`,
  );
}

const sorted = (times: readonly number[] | undefined): readonly number[] => [...(times ?? [])].sort((a, b) => a - b);
const ms = (times: readonly number[] | undefined, share: number): string => `${quantile(sorted(times), share).toFixed(1)} ms`;

function print(name: string, value: string): void {
  process.stdout.write(`${name.padEnd(22)} ${value}\n`);
}
