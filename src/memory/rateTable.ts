import type { UnitPrice } from '../core/base/money.ts';
import type { Instant } from '../core/base/time.ts';
import { type Further, furtherOf } from '../core/rating/further.ts';
import type { Rate } from '../core/rating/rate.ts';
import { indexCodes, prefixCode } from './prefixIndex.ts';

/** The rates of one billing package in memory: columns of numbers instead of a million objects. Immutable once built. */
export type RateTable = {
  readonly size: number;
  /**
   * The rate of the longest prefix of the number (E.164 digits without `+`), blocked or not; undefined when there is none.
   * `at` chooses among versions; a table without versions does not look at it.
   */
  readonly find: (digits: string, at?: Instant) => Rate | undefined;
  /** The rate that was added as the n-th, counted from 0. */
  readonly rateAt: (position: number) => Rate;
  /** Where the rate of a number was added; -1 when there is none. For callers with columns of their own beside these. */
  readonly positionOf: (digits: string, at?: Instant) => number;
};

/** When a version of a rate holds, half open. A span that is left out is always. */
export type Span = { readonly from: Instant; readonly to: Instant | undefined };

export type RateTableBuilder = { readonly add: (rate: Rate, span?: Span) => void; readonly build: () => RateTable };

/** Prices of one rate: flag fall, price, minimum charge, first block, maximum charge. The last two may be absent. */
const pricesEach = 5;
/** Times of one rate: per, first block, block, grace, minimum; then the destination's number. */
const numbersEach = 6;
/** Bits of one rate; above them stands the length of its prefix. */
const isUntimed = 1;
const isBlocked = 2;
const hasInitialPrice = 4;
const hasMaximumCharge = 8;
const lengthFactor = 16;

/** Collects rates one by one, so that a million rows can stream in. `expected` saves regrowing, nothing more. */
export function rateTableBuilder(expected = 16): RateTableBuilder {
  let columns = emptyColumns(Math.max(1, expected));
  let size = 0;
  const further = new Map<number, Further>();
  let spans: Spans | undefined;
  const destinations: string[] = [];
  const destinationNumbers = new Map<string, number>();
  const numberOf = (destination: string): number => {
    const known = destinationNumbers.get(destination);
    if (known !== undefined) return known;
    destinationNumbers.set(destination, destinations.length);
    return destinations.push(destination) - 1;
  };
  return {
    add: (rate, span) => {
      if (size === columns.codes.length) columns = resized(columns, size * 2);
      write(columns, size, rate, numberOf(rate.destination));
      const more = furtherOf(rate);
      if (more !== undefined) further.set(size, more);
      if (span !== undefined) spans = withSpan(spans, columns.codes.length, size, span);
      size += 1;
    },
    build: () => {
      if (size !== columns.codes.length) columns = resized(columns, size);
      return tableOf(columns, { further, spans }, destinations);
    },
  };
}

/** The table of a list of rates. */
export function buildRateTable(rates: readonly Rate[]): RateTable {
  const builder = rateTableBuilder(rates.length);
  for (const rate of rates) builder.add(rate);
  return builder.build();
}

type Columns = {
  readonly codes: Float64Array;
  readonly prices: BigInt64Array;
  readonly numbers: Int32Array;
  readonly flags: Uint8Array;
};

/** What few rates have, by position: a plain rate that always holds takes no room here. */
type Rare = { readonly further: Map<number, Further>; readonly spans: Spans | undefined };

/**
 * When versions hold, two numbers a rate: from and to. Absent while every rate always holds; a whole deck that is to begin later
 * has a span for each rate, which as objects would take more than all the rest.
 */
type Spans = Float64Array;

function withSpan(known: Spans | undefined, capacity: number, position: number, span: Span): Spans {
  let spans = known;
  if (spans === undefined || spans.length < capacity * 2) {
    spans = new Float64Array(capacity * 2).map((_, index) =>
      index % 2 === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
    );
    if (known) spans.set(known);
  }
  spans[position * 2] = span.from;
  spans[position * 2 + 1] = span.to ?? Number.POSITIVE_INFINITY;
  return spans;
}

function emptyColumns(capacity: number): Columns {
  return {
    codes: new Float64Array(capacity),
    prices: new BigInt64Array(capacity * pricesEach),
    numbers: new Int32Array(capacity * numbersEach),
    flags: new Uint8Array(capacity),
  };
}

function resized(old: Columns, capacity: number): Columns {
  const columns = emptyColumns(capacity);
  columns.codes.set(old.codes.subarray(0, capacity));
  columns.prices.set(old.prices.subarray(0, capacity * pricesEach));
  columns.numbers.set(old.numbers.subarray(0, capacity * numbersEach));
  columns.flags.set(old.flags.subarray(0, capacity));
  return columns;
}

function write(columns: Columns, at: number, rate: Rate, destination: number): void {
  const { prices, numbers } = columns;
  columns.codes[at] = prefixCode(rate.prefix);
  prices.set([rate.flagFall, rate.price, rate.minimumCharge, rate.initialPrice ?? 0n, rate.maximumCharge ?? 0n], at * pricesEach);
  const times = [rate.perSeconds, rate.initialIncrement, rate.increment, rate.graceSeconds, rate.minimumSeconds];
  numbers.set([...times, destination], at * numbersEach);
  columns.flags[at] =
    (rate.untimed ? isUntimed : 0) |
    (rate.blocked ? isBlocked : 0) |
    (rate.initialPrice === undefined ? 0 : hasInitialPrice) |
    (rate.maximumCharge === undefined ? 0 : hasMaximumCharge) |
    (rate.prefix.length * lengthFactor);
}

function tableOf(columns: Columns, { further, spans }: Rare, destinations: readonly string[]): RateTable {
  const index = indexCodes(columns.codes, { versions: spans !== undefined });
  const positionOf = (digits: string, at?: Instant): number => {
    if (spans === undefined || at === undefined) return index.find(digits);
    return index.find(digits, (position) => holdsAt(spans, position, at));
  };
  const whole = (position: number, prefix: string): Rate => {
    const plain = read(columns, destinations, position, prefix);
    const more = further.size === 0 ? undefined : further.get(position);
    return more === undefined ? plain : { ...plain, ...more };
  };
  const rateAt = (position: number): Rate => {
    if (!(position >= 0 && position < index.size)) throw new RangeError(`there is no rate ${position}`);
    return whole(position, index.prefixAt(position));
  };
  const find = (digits: string, at?: Instant): Rate | undefined => {
    const position = positionOf(digits, at);
    if (position < 0) return undefined;
    return whole(position, digits.slice(0, Math.floor(columns.flags[position]! / lengthFactor)));
  };
  return { size: index.size, find, rateAt, positionOf };
}

/** A position beyond the last span has none: it always holds. */
function holdsAt(spans: Spans, position: number, at: Instant): boolean {
  return position * 2 >= spans.length || (spans[position * 2]! <= at && at < spans[position * 2 + 1]!);
}

function read(columns: Columns, destinations: readonly string[], position: number, prefix: string): Rate {
  const { prices, numbers } = columns;
  const flags = columns.flags[position]!;
  const priceAt = position * pricesEach;
  const numberAt = position * numbersEach;
  // Optional prices are filled in, not spread: this stands in the path of every call (bench/rating.ts).
  const rate: Writable<Rate> = {
    prefix,
    destination: destinations[numbers[numberAt + 5]!]!,
    flagFall: prices[priceAt] as UnitPrice,
    price: prices[priceAt + 1] as UnitPrice,
    perSeconds: numbers[numberAt]!,
    initialIncrement: numbers[numberAt + 1]!,
    increment: numbers[numberAt + 2]!,
    untimed: (flags & isUntimed) !== 0,
    graceSeconds: numbers[numberAt + 3]!,
    minimumSeconds: numbers[numberAt + 4]!,
    minimumCharge: prices[priceAt + 2] as UnitPrice,
    blocked: (flags & isBlocked) !== 0,
  };
  if ((flags & hasInitialPrice) !== 0) rate.initialPrice = prices[priceAt + 3] as UnitPrice;
  if ((flags & hasMaximumCharge) !== 0) rate.maximumCharge = prices[priceAt + 4] as UnitPrice;
  return rate;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
