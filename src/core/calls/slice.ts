import { divideDown } from '../base/divide.ts';
import type { Amount } from '../base/money.ts';
import type { Instant, Seconds } from '../base/time.ts';
import { priceOnly } from '../rating/priceCall.ts';
import { callSecondsMax, type MatchedRate, sliceSeconds } from './planCall.ts';

/** The longest slice: renewed so rarely, most calls end before their second one. Seconds. */
const sliceSecondsMax: Seconds = 600;
/** One question sets aside at most this part of what an account has left, shared by all its calls: a twentieth. */
const sharesOfMoney = 20n;

/** A call in progress as its next slice depends on it. */
export type SlicedCall = {
  readonly matched: MatchedRate;
  readonly answeredAt: Instant;
  readonly grantedSeconds: Seconds;
  /** The longest that this call may last; absent = as any call. */
  readonly secondsMax?: Seconds | undefined;
  /** What the account could set aside beside its holds, when it was last asked. */
  readonly moneyLeft: Amount;
};

/**
 * How much talk is reserved next (charging.md A5): an account with money asks rarely, one with little shares it among its calls
 * minute by minute, and is warned in time because the end is known a slice ahead. Never beyond the longest call.
 */
export function sliceFor(
  { matched, answeredAt, grantedSeconds, secondsMax = callSecondsMax, moneyLeft }: SlicedCall,
  activeCalls: number,
): Seconds {
  const longest = Math.min(sliceSecondsMax, secondsMax - grantedSeconds);
  // Included minutes are shared like a small balance: nobody takes ten of them at once.
  if (matched.bundle) return Math.max(1, Math.min(longest, sliceSeconds));
  const price = (seconds: Seconds): bigint => priceOnly(matched.rate, matched.rounding, answeredAt, seconds);
  const cost = price(grantedSeconds + sliceSecondsMax) - price(grantedSeconds);
  if (cost <= 0n) return Math.max(1, longest);
  const share = divideDown(moneyLeft * BigInt(sliceSecondsMax), cost * sharesOfMoney * BigInt(Math.max(1, activeCalls)));
  const wished = share > BigInt(sliceSecondsMax) ? sliceSecondsMax : Math.max(sliceSeconds, Number(share));
  return Math.max(1, Math.min(longest, wished));
}
