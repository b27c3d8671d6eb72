import type { Instant } from '../../core/base/time.ts';
import type { MatchedRate } from '../../core/calls/planCall.ts';
import { findRateById } from '../../db/reads/callControl.ts';
import { listOpenCalls, markAlive, type OpenCall } from '../../db/tables/calls.ts';
import type { CallContext } from './callContext.ts';

export type { OpenCall };

/** Every call that is booked and not settled, with the rate it was authorised at. */
export async function loadOpenCalls(
  context: CallContext,
): Promise<readonly { readonly row: OpenCall; readonly matched: MatchedRate | 'free' }[]> {
  const open = await listOpenCalls(context.tx);
  return Promise.all(open.map(async (row) => ({ row, matched: await matchedOf(context, row) })));
}

/** The rows alone: what reconciling compares with the engine. */
export async function readOpenCalls(context: CallContext): Promise<readonly OpenCall[]> {
  return listOpenCalls(context.tx);
}

/** The engine says that these calls are up. */
export async function keepAlive(context: CallContext, callIds: readonly string[], at: Instant): Promise<void> {
  if (callIds.length > 0) await markAlive(context.tx, callIds, at);
}

async function matchedOf(context: CallContext, row: OpenCall): Promise<MatchedRate | 'free'> {
  const rate = row.rateId === undefined ? undefined : await findRateById(context.tx, row.rateId);
  return rate && row.rateId !== undefined ? { rateId: row.rateId, rate, rounding: row.rounding } : 'free';
}
