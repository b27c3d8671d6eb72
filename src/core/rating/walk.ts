import type { UnitPrice } from '../base/money.ts';
import type { Instant, Seconds } from '../base/time.ts';
import type { Exact } from './exact.ts';
import { withIncluded } from './included.ts';
import type { Piece, Walk } from './pieces.ts';
import type { Rate } from './rate.ts';
import { walkPrices } from './walkPrices.ts';

/**
 * Walks a call of `seconds` (R1 has made them whole) through its rate: grace (R2), minimum time (R3), then whole
 * blocks (R5). One piece for each stretch of equal blocks, so a call of 100 hours costs no more work than its time bands.
 */
export function walk(rate: Rate, answeredAt: Instant, seconds: Seconds): Walk {
  if (!Number.isSafeInteger(seconds) || seconds < 0) throw new RangeError('a call lasts a whole number of seconds, not below 0');
  const counted = secondsAfterGrace(rate, seconds);
  if (counted === 0) return { billedSeconds: 0, coveredSeconds: seconds, pieces: [] };
  const toBill = Math.max(counted, rate.minimumSeconds);
  const paid =
    rate.slots === undefined && rate.bands === undefined ? walkPlainly(rate, toBill) : walkPrices(rate, answeredAt, toBill);
  const walked = rate.included === undefined ? paid : withIncluded(paid, rate.included);
  if (rate.surcharges === undefined && counted === seconds) return walked;
  const { coveredSeconds, pieces } = walked;
  const extra = (rate.surcharges ?? []).filter(({ afterSeconds }) => seconds > afterSeconds);
  return {
    ...walked,
    coveredSeconds: coveredSeconds + seconds - counted,
    pieces: [
      ...pieces,
      ...extra.map(({ amount, afterSeconds }) => ({ ...once('surcharge', amount, 0), fromSecond: afterSeconds })),
    ],
  };
}

/** The shortest call that is charged at all (R2). */
export function firstChargedSecond(rate: Rate): Seconds {
  const { graceSeconds, terms } = rate;
  if (terms?.graceMode === 'below') return Math.max(1, graceSeconds);
  if (terms?.graceMode === 'unless_minimum' && rate.minimumSeconds > graceSeconds) return 1;
  return graceSeconds + 1;
}

/** R2: the seconds that count; 0 = the call is free. */
function secondsAfterGrace(rate: Rate, seconds: Seconds): Seconds {
  if (seconds < firstChargedSecond(rate)) return 0;
  return rate.terms?.graceMode === 'subtract' ? seconds - rate.graceSeconds : seconds;
}

/** What the pieces cost together, not rounded and without minimum and maximum charge. */
export function costOf(pieces: readonly Piece[]): Exact {
  let numerator = 0n;
  let denominator = 1n;
  for (const piece of pieces) {
    const part = pieceCost(piece);
    if (part.denominator === denominator) numerator += part.numerator;
    else {
      numerator = numerator * part.denominator + part.numerator * denominator;
      denominator *= part.denominator;
    }
  }
  return { numerator, denominator };
}

/** What one piece costs, not rounded. */
export function pieceCost(piece: Piece): Exact {
  if (piece.perSeconds === 0) return { numerator: piece.unitPrice, denominator: 1n };
  return { numerator: piece.unitPrice * BigInt(piece.seconds), denominator: BigInt(piece.perSeconds) };
}

const zeroPrice = 0n as UnitPrice;

/** One price from beginning to end: closed form, one stretch of equal blocks after the first. */
function walkPlainly(rate: Rate, toBill: Seconds): Walk {
  const pieces: Piece[] = [];
  if (rate.flagFall !== zeroPrice) pieces.push(once('flag_fall', rate.flagFall, 0));
  const billedSeconds = rate.untimed ? toBill : addBlocks(pieces, rate, toBill);
  if (rate.untimed) pieces.push(once('untimed', rate.price, toBill));
  return { billedSeconds, coveredSeconds: billedSeconds, pieces };
}

/** Adds the blocks that cover `toBill` seconds and answers how long they are together. */
function addBlocks(pieces: Piece[], rate: Rate, toBill: Seconds): Seconds {
  const isOfOneKind = rate.initialPrice === undefined && rate.initialIncrement === rate.increment;
  const first = isOfOneKind ? 0 : rate.initialIncrement;
  if (!isOfOneKind) pieces.push(timed('first_block', rate, rate.initialPrice ?? rate.price, 1, first));
  const blocks = Math.max(0, Math.ceil((toBill - first) / rate.increment));
  if (blocks > 0) pieces.push(timed('blocks', rate, rate.price, blocks, blocks * rate.increment));
  return first + blocks * rate.increment;
}

function timed(kind: Piece['kind'], rate: Rate, unitPrice: UnitPrice, blocks: number, seconds: Seconds): Piece {
  return { kind, blocks, seconds, unitPrice, perSeconds: rate.perSeconds };
}

function once(kind: Piece['kind'], unitPrice: UnitPrice, seconds: Seconds): Piece {
  return { kind, blocks: 1, seconds, unitPrice, perSeconds: 0 };
}
