import type { Instant } from '../../core/base/time.ts';
import type { MatchedRate } from '../../core/calls/planCall.ts';
import { findRateOfCall } from '../../db/reads/packageRates.ts';
import { setCallRate } from '../../db/tables/calls.ts';
import type { CallContext } from './callContext.ts';
import { withBundle } from './includedMinutes.ts';

/**
 * The rate of a call is the version in force when it is answered (charging.md R7). It was found when the call began; when the
 * package changed while it rang, it is found again, and the call's row names it from then on. Where the new list has no rate,
 * or blocks, the one stays with which the call was let through.
 */
export async function pinRate(
  context: CallContext,
  callId: string,
  matched: MatchedRate,
  answeredAt: Instant | undefined,
): Promise<MatchedRate> {
  if (answeredAt === undefined || matched.changesAt === undefined || answeredAt < matched.changesAt) return matched;
  const found = await findRateOfCall(context.tx, callId, answeredAt);
  if (!found || found.rate.blocked) return matched;
  if (found.rateId !== matched.rateId) await setCallRate(context.tx, callId, found.rateId);
  return withBundle(found, matched.bundle) ?? found;
}
