import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import pg from 'pg';
import { startCarrier } from '../simulation/sippTraffic.ts';
import { lookForAsterisk } from '../src/supervisor/asterisk.ts';
import { plainEnvironment } from '../src/supervisor/unprivileged.ts';
import { testEngineFolder } from '../src/testing/engine.ts';
import { type Instance, startInstance } from '../src/testing/instance.ts';
import { becomeOperator, type Customer } from '../src/testing/operator.ts';
import { type LoadFigures, placeCalls, quantile } from './callLoad.ts';
import { cpuTime } from './cpuTime.ts';
import { addLeastCostRoute, timePlanning } from './leastCost.ts';

/** The two ways through the same Asterisk: same phones, same credentials, same carrier. */
const paths = {
  static: { dialled: '0288888888', title: 'static one-line dialplan' },
  full: { dialled: '0299990000', title: 'full charging' },
} as const;
type Path = keyof typeof paths;

function planning(providers: number): void {
  const { microseconds, count } = timePlanning(providers);
  print(`planning, ${providers} providers, LCR`, `${microseconds.toFixed(1)} µs a call on one core (${count} calls)`);
}

/**
 * Call set-ups per second with full charging and through a static line of dialplan, in one run: ramp to the clean limit of
 * both (no failed call, nothing said twice), then times and database transactions at one common rate.
 * With --providers more than 1 the full way is a least-cost route over so many carriers, each with a cost deck of its own and
 * a loss guard; the planning of such a call is timed by itself.
 * Options: --providers, --phones, --from, --to, --step (calls per second), --seconds (of each step), --rounds, --rate (of the comparison).
 */
export async function bench(): Promise<void> {
  const asked = options();
  print(
    'machine',
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, load ${loadavg()[0]?.toFixed(2)}`,
  );
  const instance = await startInstance();
  const carrier = await startCarrier(0, false);
  try {
    const stage = await prepare(instance, carrier.port, asked);
    if (asked.providers > 1) planning(asked.providers);
    const limits = await ramp(stage, asked);
    print(
      'clean limit',
      `static ${limits.static}, full ${limits.full} calls/s, ratio ${(limits.full / limits.static).toFixed(2)}`,
    );
    await compare(stage, asked.rate, asked.seconds, asked.rounds);
    await authorisations(stage, 100, 10);
  } finally {
    await carrier.stop();
    await instance.stop();
  }
}

type Stage = { readonly instance: Instance; readonly phones: readonly Customer[] };

async function prepare(instance: Instance, carrierPort: number, { phones: count, providers }: Options): Promise<Stage> {
  const operator = await becomeOperator(instance, [{ prefix: '61', destination: 'Australia', price: '0.06' }]);
  const providerId = await operator.addProvider('Carrier', '127.0.0.1', carrierPort);
  const routeId =
    providers === 1
      ? await operator.addRoute('Carrier', [providerId])
      : await addLeastCostRoute(operator, { count: providers, carrierPort });
  const phones: Customer[] = [];
  for (let index = 0; index < count; index++) {
    phones.push(await operator.addCustomer({ lastName: `Phone ${index}`, routeId, callLimit: 1000, money: '1000.00' }));
  }
  await addStaticLine(instance, `PJSIP/61288888888@provider-${providerId}`);
  const stage = { instance, phones };
  // Everything that is kept after the first call of a phone is kept now.
  for (const path of ['static', 'full'] as const) await place(stage, path, 20, count / 20);
  return stage;
}

/** An exact extension comes before the pattern that asks call control. Said on Asterisk's own console: call control's login may not. */
async function addStaticLine(instance: Instance, target: string): Promise<void> {
  const found = lookForAsterisk({ engineFolder: testEngineFolder(), asterisk: 'auto' });
  if (found?.kind !== 'found') throw new Error('Asterisk has gone');
  const line = `dialplan add extension ${paths.static.dialled},1,Dial(${target},30) into from-phone`;
  const words = [...found.args, '-C', join(instance.data, 'asterisk/etc/asterisk.conf'), '-rx', line];
  const { stdout } = await promisify(execFile)(found.command, words, { env: plainEnvironment, timeout: 5000 });
  if (!/added/i.test(stdout)) throw new Error(`Asterisk did not add the line: ${stdout}`);
}

const place = ({ instance, phones }: Stage, path: Path, callsPerSecond: number, seconds: number): Promise<LoadFigures> =>
  placeCalls({ server: instance.sipPort, phones, dialled: paths[path].dialled, callsPerSecond, seconds });

const isClean = ({ failed, repeated }: LoadFigures): boolean => failed === 0 && repeated === 0;

/** Both paths in turn at each rate. A rate counts as clean when one of two tries is; the first unclean one ends the path. */
async function ramp(stage: Stage, { from, to, step, seconds }: Options): Promise<Readonly<Record<Path, number>>> {
  const limits = { static: 0, full: 0 };
  const open = new Set<Path>(['static', 'full']);
  for (let rate = from; rate <= to && open.size > 0; rate += step) {
    for (const path of [...open]) {
      let figures = await place(stage, path, rate, seconds);
      tell(`${rate}/s ${path}`, figures);
      if (!isClean(figures)) {
        await wait(3000);
        figures = await place(stage, path, rate, seconds);
        tell(`${rate}/s ${path}, again`, figures);
      }
      if (isClean(figures)) limits[path] = rate;
      else open.delete(path);
      await wait(1000);
    }
  }
  return limits;
}

const parts = ['asterisk', 'calls', 'postgres', 'panel'] as const;
type Usage = { readonly transactions: number; readonly cpu: readonly number[] };

/** Times, computing time and database transactions of both paths at one rate, in turn: a slow minute of the machine meets both. */
async function compare(stage: Stage, rate: number, seconds: number, rounds: number): Promise<void> {
  const count = rate * seconds * rounds;
  const sums = { static: noUsage, full: noUsage };
  const rest = () => usage(stage, () => wait(seconds * 1000));
  const before = await rest();
  for (let round = 0; round < rounds; round++) {
    for (const path of ['static', 'full'] as const) {
      let figures: LoadFigures | undefined;
      const used = await usage(stage, async () => {
        figures = await place(stage, path, rate, seconds);
      });
      sums[path] = combine(sums[path], used, (one, other) => one + other);
      if (figures) tell(`${rate}/s ${path}, round ${round + 1}`, figures);
    }
  }
  const idle = combine(before, await rest(), Math.min);
  for (const path of ['static', 'full'] as const) {
    const { transactions, cpu } = combine(sums[path], idle, (one, other) => one - rounds * other);
    const times = parts.map((part, index) => `${part} ${((cpu[index] ?? 0) / count).toFixed(1)} ms`).join(', ');
    print(`${path}, each call`, `CPU ${times}; ${(transactions / count).toFixed(1)} database transactions`);
  }
}

const noUsage: Usage = { transactions: 0, cpu: parts.map(() => 0) };

function combine(a: Usage, b: Usage, how: (one: number, other: number) => number): Usage {
  return { transactions: how(a.transactions, b.transactions), cpu: a.cpu.map((one, index) => how(one, b.cpu[index] ?? 0)) };
}

/** What the parts computed, and the transactions that the database committed, while `work` was done. */
async function usage({ instance }: Stage, work: () => Promise<void>): Promise<Usage> {
  const client = new pg.Client({ connectionString: instance.database.ownerUrl });
  await client.connect();
  const read = async (): Promise<Usage> => {
    await client.query('select pg_stat_clear_snapshot()');
    const found = await client.query<{ count: string }>(
      'select xact_commit::text as count from pg_stat_database where datname = current_database()',
    );
    return { transactions: Number(found.rows[0]?.count ?? 0), cpu: parts.map((part) => cpuTime(instance.pid(part))) };
  };
  try {
    const before = await read();
    await work();
    // The last calls are settled; connections report what they did only now and then, at the latest after a second of rest.
    await wait(2000);
    return combine(await read(), before, (now, then) => now - then);
  } finally {
    await client.end();
  }
}

/** Asks call control as Asterisk does, at an even rate, and times its answers: decision, database and all. */
async function authorisations({ instance, phones }: Stage, perSecond: number, seconds: number): Promise<void> {
  const times: number[] = [];
  const system = `bench${randomBytes(4).toString('hex')}`;
  const begin = performance.now();
  const asked: Promise<void>[] = [];
  for (let index = 0; index < perSecond * seconds; index++) {
    const due = begin + (index * 1000) / perSecond;
    if (due > performance.now()) await wait(due - performance.now());
    const phone = phones[index % phones.length]!;
    asked.push(
      authorise(instance.ports.fastAgi, `${system}-${Math.floor(Date.now() / 1000)}.${index}`, phone).then(
        (took) => void times.push(took),
      ),
    );
  }
  await Promise.all(asked);
  times.sort((a, b) => a - b);
  const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
  print(`authorisation at ${perSecond}/s`, `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${times.length} granted`);
}

function authorise(port: number, callId: string, phone: Customer): Promise<number> {
  const words = {
    request: 'agi://127.0.0.1/authorize',
    uniqueid: callId,
    arg_1: phone.number,
    arg_2: 'sip',
    arg_3: paths.full.dialled,
  };
  const text = Object.entries(words).map(([name, value]) => `agi_${name}: ${value}\n`);
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let answer = '';
    socket.once('connect', () => socket.write(`${text.join('')}\n`));
    socket.on('data', (part) => {
      answer += part;
      if (!answer.includes('\n')) return;
      const took = performance.now() - begin;
      socket.end('200 result=1\n');
      if (answer.includes('"ok^')) resolve(took);
      else reject(new Error(`not granted: ${answer}`));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`call control said nothing about ${callId}`)));
  });
}

type Options = ReturnType<typeof options>;

function options() {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const known = {
    providers: text('10'),
    phones: text('100'),
    from: text('20'),
    to: text('200'),
    step: text('10'),
    seconds: text('6'),
    rounds: text('3'),
    rate: text('40'),
  };
  const { values } = parseArgs({ args: process.argv.slice(3), options: known });
  const number = (name: keyof typeof known): number => {
    const value = Number(values[name]);
    if (!(value > 0)) throw new Error(`--${name} must be a number above 0`);
    return value;
  };
  return {
    ...{ providers: number('providers'), phones: number('phones'), from: number('from'), to: number('to'), step: number('step') },
    ...{ seconds: number('seconds'), rounds: number('rounds'), rate: number('rate') },
  };
}

function tell(title: string, { succeeded, failed, repeated, p50, p99 }: LoadFigures): void {
  print(title, `${succeeded} calls, ${failed} failed, ${repeated} repeated; INVITE to 200: p50 ${p50} ms, p99 ${p99} ms`);
}

function print(title: string, figures: string): void {
  process.stdout.write(`${title.padEnd(34)}${figures}\n`);
}
