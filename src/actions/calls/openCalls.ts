import type { Instant } from '../../core/base/time.ts';
import type { LiveCall } from '../../core/calls/call.ts';
import type { MatchedRate } from '../../core/calls/planCall.ts';
import { findRateById } from '../../db/reads/packageRates.ts';
import { keepQuality, listOpenCalls, markAlive, type OpenCall } from '../../db/tables/calls.ts';
import type { CallContext } from './callContext.ts';
import { takeOverIncluded } from './includedMinutes.ts';

export type { OpenCall };

/** Every call that is booked and not settled, with the rate it was authorised at. */
export async function loadOpenCalls(
  context: CallContext,
): Promise<readonly { readonly row: OpenCall; readonly matched: MatchedRate | 'free' }[]> {
  const open = await listOpenCalls(context.tx);
  return Promise.all(open.map(async (row) => ({ row, matched: await takenOver(context, row) })));
}

/** The rows alone: what reconciling compares with the engine. */
export async function readOpenCalls(context: CallContext): Promise<readonly OpenCall[]> {
  return listOpenCalls(context.tx);
}

/** The engine says that these calls are up, and how some of them sound. */
export async function keepAlive(context: CallContext, live: readonly LiveCall[], at: Instant): Promise<void> {
  const callIds = live.map(({ callId }) => callId);
  if (callIds.length > 0) await markAlive(context.tx, callIds, at);
  const heard = live.flatMap(({ callId, quality }) => (quality ? [{ callId, quality }] : []));
  if (heard.length > 0) await keepQuality(context.tx, heard);
}

async function takenOver(context: CallContext, row: OpenCall): Promise<MatchedRate | 'free'> {
  const matched = await rateOfCall(context, row, row.answeredAt);
  return matched === 'free' ? matched : takeOverIncluded(context, row.callId, matched);
}

/** The rate that a call's row names; not yet answered, it may have to be found again at the answer (`pinRate`). */
export async function rateOfCall(
  context: CallContext,
  row: OpenCall,
  answeredAt: Instant | undefined,
): Promise<MatchedRate | 'free'> {
  if (row.rateId === undefined) return 'free';
  const rate = await findRateById(context.tx, row.rateId, answeredAt ?? row.authorizedAt);
  if (!rate) throw new Error(`the rate ${row.rateId} of call ${row.callId} is gone`);
  return {
    ...{ rateId: row.rateId, rate, rounding: row.rounding },
    // After a restart nobody knows what changed while it rang.
    ...(row.answeredAt === undefined && { changesAt: row.authorizedAt }),
  };
}
