import { type Amount, type UnitPrice, zeroAmount } from '../base/money.ts';
import type { Instant, Seconds } from '../base/time.ts';
import { addMillionths, type Exact, isLess, roundExact } from './exact.ts';
import type { Walk } from './pieces.ts';
import { attemptSteps, type Limited, type PriceStep, priceSteps } from './priceSteps.ts';
import type { Rate, Rounding } from './rate.ts';
import { costOf, walk } from './walk.ts';

export type PricedCall = {
  readonly billedSeconds: Seconds;
  readonly price: Amount;
  readonly steps: readonly PriceStep[];
  readonly includedSeconds?: Seconds;
};

/**
 * The price of an answered call of `seconds` whole seconds, with every step that led to it (charging.md R2–R10).
 * The only function that prices a call: final price, hold, price check, re-rating and the `rate` command ask it.
 * Zero seconds cost nothing. A blocked rate is not looked at here: whoever finds the rate refuses the call.
 */
export function priceCall(rate: Rate, rounding: Rounding, answeredAt: Instant, seconds: Seconds): PricedCall {
  const walked = walk(rate, answeredAt, seconds);
  const cost = costOf(walked.pieces);
  const limited = withinLimits(rate, walked, withPercent(rate, cost));
  const price = roundExact(limited.charge, rounding);
  return {
    billedSeconds: walked.billedSeconds,
    price,
    ...(walked.includedSeconds !== undefined && { includedSeconds: walked.includedSeconds }),
    steps: priceSteps({ rate, rounding, seconds, walked, cost, limited, price }),
  };
}

/** The same price without its steps: for ladders, searches and re-rating in bulk. */
export function priceOnly(rate: Rate, rounding: Rounding, answeredAt: Instant, seconds: Seconds): Amount {
  const walked = walk(rate, answeredAt, seconds);
  return roundExact(withinLimits(rate, walked, withPercent(rate, costOf(walked.pieces))).charge, rounding);
}

/** What a call costs that was let through and never answered: nothing, unless the rate has a fee per attempt. */
export function priceAttempt(rate: Rate, rounding: Rounding): PricedCall {
  if (rate.attemptFee === undefined || rate.attemptFee === 0n) return { billedSeconds: 0, price: zeroAmount, steps: [] };
  const charge = whole(rate.attemptFee);
  const price = roundExact(charge, rounding);
  return { billedSeconds: 0, price, steps: attemptSteps(charge, rounding, price) };
}

/** R9: added to fee, usage and surcharges, before the limits. */
function withPercent(rate: Rate, cost: Exact): Exact {
  return rate.surchargeMillionths === undefined ? cost : addMillionths(cost, rate.surchargeMillionths);
}

/** R9: first the maximum, then the minimum; a floor, not an addition. A call of which nothing is billed has no minimum, nor one
 * that costs nothing while there are included seconds for it. */
function withinLimits(rate: Rate, walked: Walk, cost: Exact): Limited {
  // Not whether some were used: then a longer call could cost less than a shorter one.
  const isIncluded = (rate.included?.seconds ?? 0) > 0 && cost.numerator === 0n;
  if (walked.billedSeconds === 0 || isIncluded) return { before: cost, charge: cost };
  const maximum = rate.maximumCharge === undefined ? undefined : whole(rate.maximumCharge);
  const isCapped = maximum !== undefined && isLess(maximum, cost);
  const capped = isCapped ? maximum : cost;
  if (rate.minimumCharge > 0n && isLess(capped, whole(rate.minimumCharge))) {
    return { before: cost, charge: whole(rate.minimumCharge), limit: 'minimum_charge' };
  }
  return isCapped ? { before: cost, charge: capped, limit: 'maximum_charge' } : { before: cost, charge: cost };
}

const whole = (price: UnitPrice): Exact => ({ numerator: price, denominator: 1n });
