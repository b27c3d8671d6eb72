import type { RoundingMode } from '../base/divide.ts';
import { type Amount, amountScale, formatAmount, formatUnitPrice, unitPriceScale } from '../base/money.ts';
import type { Seconds } from '../base/time.ts';
import { type Exact, type ExactText, exactText } from './exact.ts';
import type { Rate, Rounding } from './rate.ts';
import { type Piece, pieceCost, type Walk } from './walk.ts';

/**
 * One step from a call's length to its price, as plain data that can be stored with the call and explained years later.
 * Every amount is a decimal string of currency units; `exactly` stands beside it where no decimal string is exact.
 * The amounts of flag_fall, first_block, blocks and untimed add up; the later steps replace that sum.
 */
export type PriceStep =
  | { readonly kind: 'zero_seconds' }
  | { readonly kind: 'grace'; readonly seconds: Seconds; readonly graceSeconds: Seconds }
  | { readonly kind: 'minimum_seconds'; readonly seconds: Seconds; readonly minimumSeconds: Seconds }
  | ({ readonly kind: 'flag_fall' } & ExactText)
  | ({ readonly kind: 'first_block' | 'blocks' } & BlockStep & ExactText)
  | ({ readonly kind: 'untimed'; readonly seconds: Seconds } & ExactText)
  | ({ readonly kind: 'maximum_charge' | 'minimum_charge'; readonly insteadOf: string } & ExactText)
  | ({ readonly kind: 'rounding'; readonly decimals: number; readonly roundingMode: RoundingMode } & ExactText);

type BlockStep = {
  readonly blocks: number;
  readonly blockSeconds: Seconds;
  /** All blocks together. */
  readonly seconds: Seconds;
  readonly unitPrice: string;
  readonly perSeconds: Seconds;
};

/** The charge after R9 and the limit, if any, that made it. */
export type Limited = { readonly charge: Exact; readonly limit?: 'maximum_charge' | 'minimum_charge' };

type Pricing = {
  readonly rate: Rate;
  readonly rounding: Rounding;
  readonly seconds: Seconds;
  readonly walked: Walk;
  /** Before the limits of R9. */
  readonly cost: Exact;
  /** After them, before rounding. */
  readonly limited: Limited;
  readonly price: Amount;
};

/** The steps of one pricing, in the order in which they were taken. Steps that changed nothing are left out. */
export function priceSteps(pricing: Pricing): readonly PriceStep[] {
  const { rate, seconds, walked } = pricing;
  if (seconds === 0) return [{ kind: 'zero_seconds' }];
  if (walked.billedSeconds === 0) return [{ kind: 'grace', seconds, graceSeconds: rate.graceSeconds }];
  const steps: PriceStep[] = [];
  if (seconds < rate.minimumSeconds) steps.push({ kind: 'minimum_seconds', seconds, minimumSeconds: rate.minimumSeconds });
  steps.push(...walked.pieces.map(pieceStep), ...limitSteps(pricing), ...roundingSteps(pricing));
  return steps;
}

function pieceStep(piece: Piece): PriceStep {
  const cost = exactText(pieceCost(piece));
  if (piece.kind === 'flag_fall') return { kind: 'flag_fall', ...cost };
  if (piece.kind === 'untimed') return { kind: 'untimed', seconds: piece.seconds, ...cost };
  const { kind, blocks, seconds, perSeconds } = piece;
  return {
    kind,
    blocks,
    blockSeconds: seconds / blocks,
    seconds,
    unitPrice: formatUnitPrice(piece.unitPrice),
    perSeconds,
    ...cost,
  };
}

function limitSteps({ cost, limited }: Pricing): PriceStep[] {
  if (limited.limit === undefined) return [];
  return [{ kind: limited.limit, insteadOf: exactText(cost).amount, ...exactText(limited.charge) }];
}

function roundingSteps({ rounding, limited, price }: Pricing): PriceStep[] {
  const { charge } = limited;
  const isExact = price * pricePerAmount * charge.denominator === charge.numerator;
  return isExact ? [] : [{ kind: 'rounding', ...rounding, amount: formatAmount(price) }];
}

const pricePerAmount = 10n ** BigInt(unitPriceScale - amountScale);
