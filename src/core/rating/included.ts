import type { UnitPrice } from '../base/money.ts';
import type { Seconds } from '../base/time.ts';
import type { IncludedSeconds } from './includedSeconds.ts';
import type { Piece, Walk } from './pieces.ts';

/**
 * R8: included seconds cover billed seconds in the order of the call, whatever the price there. What they cover becomes
 * pieces that cost nothing; an untimed part is covered as a whole or not at all. Fees of slots and surcharges stay.
 */
export function withIncluded(walked: Walk, included: IncludedSeconds): Walk {
  let left = included.seconds;
  if (left <= 0) return walked;
  const pieces = walked.pieces.flatMap((piece) => {
    const free = freeSeconds(piece, left, included);
    left -= free;
    return split(piece, free, included);
  });
  return { ...walked, pieces, includedSeconds: included.seconds - left };
}

function freeSeconds(piece: Piece, left: Seconds, { mode }: IncludedSeconds): Seconds {
  if (piece.kind === 'untimed') return left >= piece.seconds ? piece.seconds : 0;
  if (piece.kind !== 'blocks' && piece.kind !== 'first_block') return 0;
  if (mode === 'seconds') return Math.min(left, piece.seconds);
  const block = piece.seconds / piece.blocks;
  return Math.min(piece.blocks, Math.floor(left / block)) * block;
}

/** The covered part of a piece, then the part that is charged. */
function split(piece: Piece, free: Seconds, { mode, coversFlagFall }: IncludedSeconds): readonly Piece[] {
  if (piece.kind === 'flag_fall') return coversFlagFall ? [] : [piece];
  if (free === 0) return [piece];
  const { fromSecond, band, ...plain } = piece;
  const place = { ...(fromSecond !== undefined && { fromSecond }), ...(band !== undefined && { band }) };
  const covered: Piece = { ...place, kind: 'included', blocks: 1, seconds: free, unitPrice: 0n as UnitPrice, perSeconds: 0 };
  const seconds = piece.seconds - free;
  if (seconds === 0) return [covered];
  const from = { ...place, fromSecond: (fromSecond ?? 0) + free };
  // Charged by the second from here on in `seconds` mode: a part of a block may be all that is left.
  const blocks = mode === 'block' ? (piece.blocks * seconds) / piece.seconds : seconds;
  return [covered, { ...plain, ...from, kind: 'blocks', blocks, seconds }];
}
