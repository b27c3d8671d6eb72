import type { RoundingMode } from '../base/divide.ts';
import { type Amount, amountScale, formatAmount, formatUnitPrice, unitPriceScale } from '../base/money.ts';
import type { Seconds } from '../base/time.ts';
import { type Exact, type ExactText, exactText } from './exact.ts';
import type { Piece, Walk } from './pieces.ts';
import type { Rate, Rounding } from './rate.ts';
import { pieceCost } from './walk.ts';

/**
 * One step from a call's length to its price, as plain data that can be stored with the call and explained years later.
 * Every amount is a decimal string of currency units; `exactly` stands beside it where no decimal string is exact.
 * The amounts add up as far as surcharge; percent, maximum_charge, minimum_charge and rounding replace that sum.
 */
export type PriceStep =
  | { readonly kind: 'zero_seconds' }
  | { readonly kind: 'grace'; readonly seconds: Seconds; readonly graceSeconds: Seconds }
  | { readonly kind: 'minimum_seconds'; readonly seconds: Seconds; readonly minimumSeconds: Seconds }
  | ({ readonly kind: 'flag_fall' | 'slot_fee' } & StepPlace & ExactText)
  | ({ readonly kind: 'first_block' | 'blocks' } & BlockStep & StepPlace & ExactText)
  | ({ readonly kind: 'included'; readonly seconds: Seconds } & StepPlace & ExactText)
  | ({ readonly kind: 'untimed'; readonly seconds: Seconds } & StepPlace & ExactText)
  | ({ readonly kind: 'surcharge'; readonly fromSecond: Seconds } & ExactText)
  | ({ readonly kind: 'attempt_fee' } & ExactText)
  | ({ readonly kind: 'percent'; readonly percent: string } & ExactText)
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

/** Where a step begins, when the rate has slots or time bands: the second of the call, and the band whose price it is. */
type StepPlace = { readonly fromSecond?: Seconds; readonly band?: string };

/** The charge before and after the limits of R9, and the one, if any, that made it. */
export type Limited = {
  readonly before: Exact;
  readonly charge: Exact;
  readonly limit?: 'maximum_charge' | 'minimum_charge';
};

type Pricing = {
  readonly rate: Rate;
  readonly rounding: Rounding;
  readonly seconds: Seconds;
  readonly walked: Walk;
  /** Before percent and limits of R9. */
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
  steps.push(...walked.pieces.map(pieceStep), ...percentSteps(pricing), ...limitSteps(pricing), ...roundingSteps(pricing));
  return steps;
}

/** The steps of a call that was never answered and has a fee per attempt. */
export function attemptSteps(charge: Exact, rounding: Rounding, price: Amount): readonly PriceStep[] {
  return [
    { kind: 'attempt_fee', ...exactText(charge) },
    ...roundingSteps({ rounding, limited: { before: charge, charge }, price }),
  ];
}

function pieceStep(piece: Piece): PriceStep {
  const cost = exactText(pieceCost(piece));
  const place = {
    ...(piece.fromSecond !== undefined && { fromSecond: piece.fromSecond }),
    ...(piece.band !== undefined && { band: piece.band }),
  };
  if (piece.kind === 'flag_fall' || piece.kind === 'slot_fee') return { kind: piece.kind, ...place, ...cost };
  if (piece.kind === 'untimed' || piece.kind === 'included')
    return { kind: piece.kind, seconds: piece.seconds, ...place, ...cost };
  if (piece.kind === 'surcharge') return { kind: 'surcharge', fromSecond: piece.fromSecond ?? 0, ...cost };
  const { kind, blocks, seconds, perSeconds } = piece;
  return {
    kind,
    blocks,
    blockSeconds: seconds / blocks,
    seconds,
    unitPrice: formatUnitPrice(piece.unitPrice),
    perSeconds,
    ...place,
    ...cost,
  };
}

function percentSteps({ rate, cost, limited }: Pricing): PriceStep[] {
  if (rate.surchargeMillionths === undefined || cost.numerator === 0n) return [];
  return [{ kind: 'percent', percent: percentText(rate.surchargeMillionths), ...exactText(limited.before) }];
}

/** `12.5` for 125000 millionths. */
export function percentText(millionths: number): string {
  return `${Math.floor(millionths / 10_000)}.${String(millionths % 10_000).padStart(4, '0')}`.replace(/\.?0+$/, '');
}

function limitSteps({ limited }: Pricing): PriceStep[] {
  if (limited.limit === undefined) return [];
  return [{ kind: limited.limit, insteadOf: exactText(limited.before).amount, ...exactText(limited.charge) }];
}

function roundingSteps({ rounding, limited, price }: Pick<Pricing, 'rounding' | 'limited' | 'price'>): PriceStep[] {
  const { charge } = limited;
  const isExact = price * pricePerAmount * charge.denominator === charge.numerator;
  return isExact ? [] : [{ kind: 'rounding', ...rounding, amount: formatAmount(price) }];
}

const pricePerAmount = 10n ** BigInt(unitPriceScale - amountScale);
