import type { Attempt, CallReport } from '../../core/calls/call.ts';
import { wholeSeconds } from '../../core/rating/wholeSeconds.ts';
import { amountOf } from '../../core/routing/chooseProviders.ts';
import { findAttemptCost } from '../../db/reads/callProviders.ts';
import type { Settlement } from '../../db/tables/settlements.ts';
import type { CallContext } from './callContext.ts';

/**
 * What the provider that answered takes, by its own deck, blocks and rounding (charging.md R14). Nothing for a call that
 * nobody answered, that went to a phone, or whose provider has no deck. Without `attempts` (after a restart) the call's row names the rate.
 */
export async function costOf(
  context: CallContext,
  { callId, answeredAt, attempt, durationMilliseconds }: CallReport,
  attempts: readonly Attempt[] | undefined,
): Promise<Pick<Settlement, 'cost' | 'costRateId'>> {
  if (answeredAt === undefined || attempt === undefined) return {};
  const cost = attempts ? costAt(attempts, attempt) : await findAttemptCost(context.tx, callId, attempt, answeredAt);
  if (!cost) return {};
  const seconds = wholeSeconds(durationMilliseconds, cost.rate.terms?.durationRounding);
  return { cost: amountOf(cost, answeredAt, seconds), costRateId: cost.rateId };
}

function costAt(attempts: readonly Attempt[], attempt: number) {
  const taken = attempts[attempt - 1];
  return taken?.kind === 'provider' ? taken.cost : undefined;
}
