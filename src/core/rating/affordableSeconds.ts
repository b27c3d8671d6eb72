import type { Amount } from '../base/money.ts';
import type { Instant, Seconds } from '../base/time.ts';
import { priceOnly } from './priceCall.ts';
import { isRevenueShare, type Rate, type Rounding } from './rate.ts';

/**
 * The longest call, at most `maximum` seconds, that costs no more than `amount`: the exact inverse of `priceCall`.
 * A price never falls while a call goes on, so halving finds it, and a new rating parameter needs no second formula here.
 * Grace counts: with no money the answer is the free seconds. A negative amount affords nothing. A revenue-share rate pays
 * the customer, so no money limits it (R13).
 */
export function affordableSeconds(
  rate: Rate,
  rounding: Rounding,
  answeredAt: Instant,
  amount: Amount,
  maximum: Seconds,
): Seconds {
  const isAffordable = (seconds: Seconds): boolean => priceOnly(rate, rounding, answeredAt, seconds) <= amount;
  if (isRevenueShare(rate)) return maximum;
  if (amount < 0n) return 0;
  if (isAffordable(maximum)) return maximum;
  let affordable = 0;
  let tooLong = maximum;
  while (tooLong - affordable > 1) {
    const middle = affordable + Math.floor((tooLong - affordable) / 2);
    if (isAffordable(middle)) affordable = middle;
    else tooLong = middle;
  }
  return affordable;
}
