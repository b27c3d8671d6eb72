import { type Amount, maxAmount } from '../base/money.ts';
import type { Instant, Seconds } from '../base/time.ts';
import { grantLadder, type Rung } from './grantLadder.ts';
import { priceAttempt, priceOnly } from './priceCall.ts';
import type { Rate, Rounding } from './rate.ts';

/** A call that is answered at this instant, and the rate that then holds. */
export type PossibleAnswer = { readonly rate: Rate; readonly rounding: Rounding; readonly answeredAt: Instant };

/**
 * The first ladder of a call, which nobody has answered yet. A time band or a new price list may begin while it rings, so each
 * rung sets aside the dearest of the possible answers, and never less than the fee of an attempt; what is too much goes back
 * when the call is extended or ends. The first answer is the likely one, and says where blocks end.
 */
export function ladderBeforeAnswer(
  answers: readonly [PossibleAnswer, ...PossibleAnswer[]],
  sliceSeconds: Seconds,
): readonly Rung[] {
  const [likely] = answers;
  const rungs = grantLadder(likely.rate, likely.rounding, likely.answeredAt, 0, sliceSeconds);
  if (answers.length === 1 && likely.rate.attemptFee === undefined) return rungs;
  const least = answers.map(({ rate, rounding }) => priceAttempt(rate, rounding).price);
  const dearest = (seconds: Seconds): Amount =>
    most([...least, ...answers.map(({ rate, rounding, answeredAt }) => priceOnly(rate, rounding, answeredAt, seconds))]);
  const priced = rungs.map(({ seconds }) => ({ seconds, amount: dearest(seconds) }));
  // Of several rungs at one price only the longest stays.
  return priced.filter(({ amount }, index) => priced[index - 1]?.amount !== amount);
}

const most = (amounts: readonly Amount[]): Amount => amounts.reduce((a, b) => maxAmount(a, b));
