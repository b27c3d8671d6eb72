import type { Amount } from '../base/money.ts';
import type { Instant, Seconds } from '../base/time.ts';
import { priceOnly } from './priceCall.ts';
import type { Rate, Rounding } from './rate.ts';
import { firstChargedSecond, walk } from './walk.ts';

/** A candidate grant: the call may last `seconds` from its answer (not from now), and costs `amount` if it does. */
export type Rung = { readonly seconds: Seconds; readonly amount: Amount };

/**
 * The candidate grants for the next slice of a call, longest first; the database takes the first that the money covers
 * (charging.md, "How it sits in the house"). `fromSeconds` are granted already (0 = the call is new).
 * Every rung ends with a block: from the first block end beyond `fromSeconds` (the grace alone is no grant, A1) up to
 * the block end at or after `fromSeconds + sliceSeconds`; more than `rungsMax` of them are thinned evenly, both ends stay.
 * Of several rungs at one price only the longest stays, so a free or an untimed call has exactly one.
 */
export function grantLadder(
  rate: Rate,
  rounding: Rounding,
  answeredAt: Instant,
  fromSeconds: Seconds,
  sliceSeconds: Seconds,
  rungsMax = 64,
): readonly Rung[] {
  if (sliceSeconds < 1 || rungsMax < 2) throw new RangeError('a ladder has a slice of at least a second and at least two rungs');
  const charged = firstChargedSecond(rate);
  const blockEnd = (seconds: Seconds): Seconds => walk(rate, answeredAt, Math.max(seconds, charged)).coveredSeconds;
  const lowest = blockEnd(fromSeconds + 1);
  const highest = blockEnd(fromSeconds + sliceSeconds);
  const rungs: Rung[] = [];
  for (const target of evenly(highest, lowest, rungsMax)) {
    const seconds = blockEnd(target);
    const amount = priceOnly(rate, rounding, answeredAt, seconds);
    if (rungs.at(-1)?.amount !== amount) rungs.push({ seconds, amount });
  }
  return rungs;
}

/** Whole numbers from `highest` down to `lowest`, both included, at most `most` of them, evenly spread. */
function evenly(highest: number, lowest: number, most: number): readonly number[] {
  const gaps = Math.min(most - 1, highest - lowest);
  if (gaps === 0) return [highest];
  return Array.from({ length: gaps + 1 }, (_, index) => highest - Math.floor(((highest - lowest) * index) / gaps));
}
