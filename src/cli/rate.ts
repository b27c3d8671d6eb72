import { createReadStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatAmount } from '../core/base/money.ts';
import { explainPrice } from '../core/rating/explainPrice.ts';
import { priceCall } from '../core/rating/priceCall.ts';
import { wholeSeconds } from '../core/rating/wholeSeconds.ts';
import { type Line, lineGroups } from './lines.ts';
import { type LoadedRates, messageOf, readRates } from './rateFile.ts';
import { type CallId, type CallLine, readCallLine } from './rateLine.ts';

/** Paths of the two files; `calls` may be `-` for standard input. */
export type RateOptions = { readonly rates: string; readonly calls: string };

/** `process` fits. */
export type RateStreams = { readonly stdin: Readable; readonly stdout: Writable; readonly stderr: Writable };

/** One line of the answer. */
export type RatedLine =
  | {
      readonly id: CallId;
      readonly rate: { readonly prefix: string; readonly destination: string };
      readonly billedSeconds: number;
      readonly price: string;
      readonly steps: readonly object[];
    }
  | { readonly id: CallId | null; readonly error: string };

/**
 * Prices a file of calls without a database: one JSON line out for each line in, in the same order, while it reads.
 * Answers the exit status: 0 all priced, 1 some lines were not (each says why), 2 nothing done because a file is wrong.
 * Docs: docs/rate-command.md.
 */
export async function rateCommand(options: RateOptions, io: RateStreams): Promise<number> {
  const rates = await readRates(options.rates);
  if (!rates.ok) {
    io.stderr.write(`${rates.problems.join('\n')}\n`);
    return 2;
  }
  const input = options.calls === '-' ? io.stdin : createReadStream(options.calls);
  const count = { lines: 0, faulty: 0 };
  const answer = async function* (source: Readable): AsyncGenerator<string> {
    for await (const lines of lineGroups(source)) {
      const rated = lines.flatMap((line) => rateLine(line, rates));
      count.lines += rated.length;
      count.faulty += rated.filter((one) => 'error' in one).length;
      yield rated.map((one) => `${JSON.stringify(one)}\n`).join('');
    }
  };
  try {
    await pipeline(input, answer, io.stdout, { end: false });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EPIPE') return 0; // Whoever reads (`| head`) has seen enough.
    io.stderr.write(`Stopped at ${options.calls}: ${messageOf(cause)}.\n`);
    return 2;
  }
  if (count.faulty === 0) return 0;
  io.stderr.write(`${count.faulty} of ${count.lines} calls could not be priced.\n`);
  return 1;
}

/** Nothing for an empty line. */
function rateLine(line: Line, rates: LoadedRates): readonly RatedLine[] {
  if ('isTooLong' in line) return [{ id: null, error: `Line ${line.number}: The line is longer than a million characters.` }];
  if (line.text.trim() === '') return [];
  const read = readCallLine(line.text);
  if (read.ok) return [rateOne(read.call, rates)];
  return [{ id: read.id, error: read.id === null ? `Line ${line.number}: ${read.error}` : read.error }];
}

function rateOne(call: CallLine, { table, rounding, terms }: LoadedRates): RatedLine {
  const rate = table.find(call.number);
  if (rate === undefined) return { id: call.id, error: `no rate for ${call.number}` };
  if (rate.blocked) return { id: call.id, error: `calls to ${rate.prefix} (${rate.destination || 'no name'}) are blocked` };
  const seconds = wholeSeconds(call.milliseconds, terms.durationRounding);
  const priced = priceCall({ ...rate, terms }, rounding, call.answeredAt, seconds);
  const sentences = explainPrice(priced.steps);
  return {
    id: call.id,
    rate: { prefix: rate.prefix, destination: rate.destination },
    billedSeconds: priced.billedSeconds,
    price: formatAmount(priced.price),
    steps: priced.steps.map((step, index) => ({ ...step, text: sentences[index] })),
  };
}
