import { roundingModes } from '../core/base/divide.ts';
import type { Amount } from '../core/base/money.ts';
import type { Instant } from '../core/base/time.ts';
import type { PackageTerms } from '../core/rating/packageTerms.ts';
import type { Prices, Rate, Rounding } from '../core/rating/rate.ts';

/** Money as a fraction of 10^-12. */
type Fraction = readonly [numerator: bigint, denominator: bigint];
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d];
const isBelow = ([a, b]: Fraction, [c, d]: Fraction): boolean => a * d < c * b;

/**
 * charging.md R2–R10 once more, block after block as they are written there: slow, and with no shared code but division.
 * The clock on the wall is read as text, second by second.
 */
export function priceByTheBook(rate: Rate, rounding: Rounding, answeredAt: Instant, seconds: number): Amount {
  const counted = afterGrace(rate, seconds);
  if (counted === 0) return 0n as Amount;
  let cost = walked(rate, answeredAt, Math.max(counted, rate.minimumSeconds));
  for (const { afterSeconds, amount } of rate.surcharges ?? []) if (seconds > afterSeconds) cost = plus(cost, [amount, 1n]);
  cost = [cost[0] * BigInt(1_000_000 + (rate.surchargeMillionths ?? 0)), cost[1] * 1_000_000n];
  const isIncluded = (rate.included?.seconds ?? 0) > 0 && cost[0] === 0n;
  if (rate.maximumCharge !== undefined && isBelow([rate.maximumCharge, 1n], cost)) cost = [rate.maximumCharge, 1n];
  if (!isIncluded && isBelow(cost, [rate.minimumCharge, 1n])) cost = [rate.minimumCharge, 1n];
  const units = roundingModes[rounding.roundingMode](cost[0], cost[1] * 10n ** BigInt(12 - rounding.decimals));
  return (units * 10n ** BigInt(8 - rounding.decimals)) as Amount;
}

function afterGrace({ graceSeconds, minimumSeconds, terms }: Rate, seconds: number): number {
  const mode = terms?.graceMode ?? 'up_to';
  if (mode === 'subtract') return Math.max(0, seconds - graceSeconds);
  if (mode === 'below') return seconds < graceSeconds ? 0 : seconds;
  const isIgnored = mode === 'unless_minimum' && minimumSeconds > graceSeconds;
  return !isIgnored && seconds <= graceSeconds ? 0 : seconds;
}

function walked(rate: Rate, answeredAt: Instant, toBill: number): Fraction {
  const split = rate.terms?.boundaryMode === 'split';
  const included = rate.included ?? { seconds: 0, mode: 'seconds', coversFlagFall: false };
  let left = included.seconds;
  const isFeeFree = left > 0 && included.coversFlagFall;
  let cost: Fraction = [isFeeFree ? 0n : pricesAt(rate, answeredAt, 0).flagFall, 1n];
  const entered = new Set<object>();
  for (let position = 0; position < toBill; ) {
    const prices = pricesAt(rate, answeredAt, position);
    const begun = (prices.slots ?? []).filter(({ fromSecond }) => fromSecond <= position);
    const slot = begun.at(-1);
    const block = slot ?? prices;
    if (slot && !entered.has(slot)) cost = plus(cost, [slot.fee ?? 0n, 1n]);
    if (slot) entered.add(slot);
    const isFirst = position === (slot?.fromSecond ?? 0);
    const price = isFirst && !block.untimed ? (block.initialPrice ?? block.price) : block.price;
    const slotEnd = Math.min(prices.slots?.[begun.length]?.fromSecond ?? toBill, toBill);
    const blockSeconds = isFirst ? block.initialIncrement : block.increment;
    let end = block.untimed ? slotEnd : position + blockSeconds;
    for (let second = position + 1; split && second < end; second++) {
      if (pricesAt(rate, answeredAt, second) !== prices) end = second;
    }
    // An untimed part is as long as it lasts; a block is charged in full even where the edge of a band cuts it.
    const length = block.untimed ? end - position : blockSeconds;
    const whole = left >= length ? length : 0;
    const free = included.mode === 'seconds' && !block.untimed ? Math.min(left, length) : whole;
    left -= free;
    if (!block.untimed) cost = plus(cost, [price * BigInt(length - free), BigInt(block.perSeconds)]);
    else if (free === 0) cost = plus(cost, [price, 1n]);
    position = end;
  }
  return cost;
}

function pricesAt(rate: Rate, answeredAt: Instant, second: number): Prices {
  if (!rate.terms || !rate.bands) return rate;
  const at = rate.terms.boundaryMode === 'start' ? answeredAt : answeredAt + second * 1000;
  const band = bandByTheWall(rate.terms, at);
  return rate.bands.find((one) => one.band === band) ?? rate;
}

/** Walls differ by whole minutes, and so do bands: a minute is looked up once. */
const minutes = new WeakMap<PackageTerms, Map<number, string | undefined>>();

function bandByTheWall(terms: PackageTerms, at: number): string | undefined {
  const known = minutes.get(terms) ?? new Map<number, string | undefined>();
  const minute = Math.floor(at / 60_000);
  if (!known.has(minute)) known.set(minute, bandOnTheWall(terms, minute * 60_000));
  minutes.set(terms, known);
  return known.get(minute);
}

const walls = new Map<string, Intl.DateTimeFormat>();

function bandOnTheWall(terms: PackageTerms, at: number): string | undefined {
  const wall =
    walls.get(terms.timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: terms.timeZone, dateStyle: 'short', timeStyle: 'medium' });
  walls.set(terms.timeZone, wall);
  const [date = '', time = ''] = wall.format(at).split(' ');
  const shown = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const isIn = ({ from, to }: { readonly from: number; readonly to: number }): boolean => from <= shown && shown < to;
  const holiday = terms.holidays.find((one) => one.date === date && isIn(one));
  if (holiday) return holiday.band;
  const weekday = ((new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7) + 1;
  return terms.windows.find((one) => one.days.some((day) => day === weekday) && isIn(one))?.band;
}
