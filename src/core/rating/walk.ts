import type { UnitPrice } from '../base/money.ts';
import type { Instant, Seconds } from '../base/time.ts';
import type { Exact } from './exact.ts';
import type { Rate } from './rate.ts';

/** A part of a call at one price. */
export type Piece = {
  readonly kind: 'flag_fall' | 'first_block' | 'blocks' | 'untimed';
  readonly blocks: number;
  /** Billed seconds of all its blocks together. */
  readonly seconds: Seconds;
  readonly unitPrice: UnitPrice;
  /** What `unitPrice` is for; 0 = charged once, whatever the length. */
  readonly perSeconds: Seconds;
};

export type Walk = { readonly billedSeconds: Seconds; readonly pieces: readonly Piece[] };

const nothing: Walk = { billedSeconds: 0, pieces: [] };

/**
 * Walks a call of `seconds` (R1 has made them whole) through its rate: grace (R2), minimum time (R3), then whole
 * blocks (R5). One piece for each stretch of equal blocks, so a call of 100 hours costs no more work than a short one.
 * The answer instant decides nothing until a rate has time bands; it is asked for now so that no caller changes then.
 */
export function walk(rate: Rate, _answeredAt: Instant, seconds: Seconds): Walk {
  if (!Number.isSafeInteger(seconds) || seconds < 0) throw new RangeError('a call lasts a whole number of seconds, not below 0');
  if (seconds === 0 || seconds <= rate.graceSeconds) return nothing;
  const toBill = Math.max(seconds, rate.minimumSeconds);
  const pieces: Piece[] = [];
  if (rate.flagFall !== zeroPrice) pieces.push(once('flag_fall', rate.flagFall, 0));
  const billedSeconds = rate.untimed ? toBill : addBlocks(pieces, rate, toBill);
  if (rate.untimed) pieces.push(once('untimed', rate.price, toBill));
  return { billedSeconds, pieces };
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
