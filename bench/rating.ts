import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { divideHalfUp } from '../src/core/base/divide.ts';
import { amount, unitPrice } from '../src/core/base/money.ts';
import { instant } from '../src/core/base/time.ts';
import { affordableSeconds } from '../src/core/rating/affordableSeconds.ts';
import { grantLadder } from '../src/core/rating/grantLadder.ts';
import { priceCall, priceOnly } from '../src/core/rating/priceCall.ts';
import { defaultRounding, type Rate } from '../src/core/rating/rate.ts';
import { type RateTable, rateTableBuilder } from '../src/memory/rateTable.ts';

const answeredAt = instant(Date.UTC(2026, 10, 23));
const megabyte = 1_048_576;

/**
 * Calls rated per second on one core, and what a million rates cost in time and memory.
 * Options: `--rates`, `--calls` (how many) and `--seed`. Baselines are plain loops of the same count in the same run.
 */
export async function bench(): Promise<void> {
  const { rates, calls, seed } = options();
  const random = seeded(seed);
  print('machine', `${cpus()[0]?.model ?? 'unknown'}, one core, Node ${process.version}`);
  const prefixes = randomPrefixes(rates, random);
  const table = load(prefixes, random);
  const numbers = Array.from({ length: 100_000 }, () => prefixes[Math.floor(random() * rates)] + String(random()).slice(2, 7));
  const lengths = Int32Array.from({ length: calls }, () => 1 + Math.floor(random() * 600));
  pricing(table, lengths);
  finding(table, numbers, lengths);
}

function pricing(table: RateTable, lengths: Int32Array): void {
  const some = Array.from({ length: 1_000 }, (_, index) => table.rateAt(index % table.size));
  const rateOf = (call: number): Rate => some[call % some.length]!;
  const lengthOf = (call: number): number => lengths[call]!;
  const baseline = measure('baseline: multiply and divide two bigints', lengths.length, (call) =>
    Number(divideHalfUp(rateOf(call).price * BigInt(lengthOf(call)), 6_000_000_000n)),
  );
  const price = (call: number) => Number(priceOnly(rateOf(call), defaultRounding, answeredAt, lengthOf(call)));
  measure('calls priced', lengths.length, price, baseline);
  const explain = (call: number) => priceCall(rateOf(call), defaultRounding, answeredAt, lengthOf(call)).steps.length;
  measure('calls priced with every step', lengths.length, explain, baseline);
  const fewer = Math.ceil(lengths.length / 20);
  const money = amount('0.25');
  measure(
    'affordable lengths',
    fewer,
    (call) => affordableSeconds(rateOf(call), defaultRounding, answeredAt, money, 7_200),
    baseline,
  );
  measure('ladders of grants', fewer, (call) => grantLadder(rateOf(call), defaultRounding, answeredAt, 0, 60).length, baseline);
}

function finding(table: RateTable, numbers: readonly string[], lengths: Int32Array): void {
  const numberOf = (call: number): string => numbers[call % numbers.length]!;
  const whole = new Map(numbers.map((number, index) => [number, index]));
  const baseline = measure('baseline: whole number in a Map', lengths.length, (call) => whole.get(numberOf(call)) ?? 0);
  measure('longest prefix found', lengths.length, (call) => table.positionOf(numberOf(call)), baseline);
  const rate = (call: number): number => {
    const found = table.find(numberOf(call));
    return found === undefined ? 0 : Number(priceOnly(found, defaultRounding, answeredAt, lengths[call]!));
  };
  measure('numbers rated: rate found and call priced', lengths.length, rate, baseline);
}

/** Loads the rates one by one, as they stream in from the database, and prints what they cost. */
function load(prefixes: readonly string[], random: () => number): RateTable {
  const collect = collector();
  collect();
  const before = process.memoryUsage();
  const started = process.hrtime.bigint();
  const builder = rateTableBuilder();
  for (const prefix of prefixes) builder.add(randomRate(prefix, random));
  const table = builder.build();
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  collect();
  const after = process.memoryUsage();
  const kept = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  print(`${table.size} rates loaded`, `${seconds.toFixed(2)} s, ${(kept / megabyte).toFixed(1)} MB kept`);
  return table;
}

function randomRate(prefix: string, random: () => number): Rate {
  const isMinute = random() < 0.3;
  return {
    ...{ prefix, destination: `Destination ${Math.floor(random() * 2_000)}`, perSeconds: 60, untimed: false, graceSeconds: 0 },
    ...{ initialIncrement: isMinute ? 60 : 1, increment: random() < 0.3 ? 6 : 1, minimumSeconds: 0, blocked: false },
    flagFall: unitPrice(random() < 0.2 ? '0.05' : '0'),
    price: unitPrice(random().toFixed(4)),
    minimumCharge: unitPrice('0'),
    ...(random() < 0.1 ? { initialPrice: unitPrice('0.05') } : {}),
  };
}

function randomPrefixes(count: number, random: () => number): readonly string[] {
  const prefixes = new Set<string>();
  while (prefixes.size < count) prefixes.add(String(Math.floor(random() * 10 ** (4 + Math.floor(random() * 7)))));
  return [...prefixes];
}

/** Runs the work `count` times after a warm-up, prints the figures, answers nanoseconds for one. */
function measure(title: string, count: number, work: (index: number) => number, baseline?: number): number {
  let sum = 0;
  for (let index = 0; index < Math.min(count, 50_000); index++) sum += work(index);
  const started = process.hrtime.bigint();
  for (let index = 0; index < count; index++) sum += work(index);
  const each = Number(process.hrtime.bigint() - started) / count;
  if (Number.isNaN(sum)) throw new Error('the work was not done');
  const ratio = baseline === undefined ? '' : `, ${(each / baseline).toFixed(1)} × the baseline's time`;
  print(title, `${Math.round(1e9 / each).toLocaleString('en')} per second, ${each.toFixed(0)} ns each${ratio}`);
  return each;
}

function options(): { readonly rates: number; readonly calls: number; readonly seed: number } {
  const numbers = { rates: { type: 'string', default: '1000000' }, calls: { type: 'string', default: '1000000' } } as const;
  const { values } = parseArgs({ args: process.argv.slice(3), options: { ...numbers, seed: { type: 'string', default: '1' } } });
  return { rates: Number(values.rates), calls: Number(values.calls), seed: Number(values.seed) };
}

/** mulberry32: small, even enough, and the same everywhere for one seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The garbage collector, called by hand so that only what is kept is counted. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}

function print(title: string, figures: string): void {
  process.stdout.write(`${title.padEnd(46)}${figures}\n`);
}
