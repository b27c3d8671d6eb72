import type { Instant, Seconds } from '../../core/base/time.ts';
import type { MatchedRate } from '../../core/calls/planCall.ts';
import { spendPeriod } from '../../core/calls/spendPeriod.ts';
import { grantLadder } from '../../core/rating/grantLadder.ts';
import * as calls from '../../db/tables/calls.ts';
import type { CallContext } from './callContext.ts';

export type ExtendRequest = {
  readonly callId: string;
  readonly seq: number;
  readonly matched: MatchedRate;
  readonly answeredAt: Instant;
  readonly grantedSeconds: Seconds;
  /** How much more to ask for. */
  readonly sliceSeconds: Seconds;
};

/**
 * Asks for the next slice of a call (charging.md A3): the whole call is priced up to each rung, the difference to the hold
 * reserved. The same sequence number twice is answered alike.
 */
export async function extendCall(context: CallContext, zone: string, asked: ExtendRequest): Promise<calls.Extended> {
  const { rate, rounding } = asked.matched;
  const ladder = grantLadder(rate, rounding, asked.answeredAt, asked.grantedSeconds, asked.sliceSeconds);
  return calls.extend(context.tx, asked.callId, asked.seq, ladder, spendPeriod(context.now(), zone), asked);
}
