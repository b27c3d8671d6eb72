import type { Amount } from '../../core/base/money.ts';
import type { Seconds } from '../../core/base/time.ts';
import type { CallAnswer } from '../../core/calls/call.ts';
import type { MatchedRate } from '../../core/calls/planCall.ts';
import { spendPeriod } from '../../core/calls/spendPeriod.ts';
import { ladderAtAnswer } from '../../core/rating/ladderAtAnswer.ts';
import { priceOnly } from '../../core/rating/priceCall.ts';
import { isRevenueShare } from '../../core/rating/rate.ts';
import type { PricedAnswer } from '../../db/tables/settlements.ts';

/** A call as it stood before its answer. */
export type ReservedCall = {
  readonly matched: MatchedRate | 'free';
  readonly isSliced: boolean;
  readonly grantedSeconds: Seconds;
  readonly hold: Amount;
};

/**
 * An answer as the database takes it (charging.md A2). The hold presumed an answer at the moment of the request; where the
 * grant costs something else from the true instant on, it is priced again and may shrink: here, and only here.
 */
export function priceAnswer(reserved: ReservedCall | undefined, answer: CallAnswer, zone: string): PricedAnswer {
  if (!reserved?.isSliced || reserved.matched === 'free') return answer;
  const { rate, rounding } = reserved.matched;
  const { grantedSeconds } = reserved;
  // It pays the customer, so nothing is ever reserved (charging.md R13).
  if (isRevenueShare(rate)) return answer;
  if (priceOnly(rate, rounding, answer.answeredAt, grantedSeconds) === reserved.hold) return answer;
  const ladder = ladderAtAnswer(rate, rounding, answer.answeredAt, grantedSeconds);
  return { ...answer, terms: { ladder, period: spendPeriod(answer.answeredAt, zone) } };
}
