import type { Attempt, CallReport } from '../../core/calls/call.ts';
import type { MatchedRate } from '../../core/calls/planCall.ts';
import { type Answered, bookNews, type PricedAnswer } from '../../db/tables/settlements.ts';
import type { SpoolOffset } from '../../db/tables/spoolOffsets.ts';
import type { CallContext } from './callContext.ts';
import { concludeSettlement, settlementOf } from './settleCall.ts';
import { keepSpoolPosition } from './spoolPosition.ts';

/**
 * Books what the engine's spool told: answers, ended calls, and the position behind them, in one round trip. The same news
 * twice is once. `matchedOf` and `attemptsOf` know what was pinned when a call was authorised. Answers what became of each answer. Throws
 * with nothing booked when the database refuses one of them.
 */
export async function bookCallNews(
  context: CallContext,
  zone: string,
  news: { readonly answers: readonly PricedAnswer[]; readonly reports: readonly CallReport[] },
  position: SpoolOffset,
  matchedOf: (callId: string) => MatchedRate | 'free' | undefined,
  attemptsOf: (callId: string) => readonly Attempt[] | undefined = () => undefined,
): Promise<readonly Answered[]> {
  const { answers, reports } = news;
  const settlements = await Promise.all(
    reports.map((one) => settlementOf(context, zone, one, matchedOf(one.callId), attemptsOf(one.callId))),
  );
  const { answered, settled } = await bookNews(context.tx, answers, settlements, position);
  if (settled.every((one) => one === 'settled' || one === 'replayed')) return answered;
  await Promise.all(reports.map((one, index) => concludeSettlement(context, zone, one, settled[index] ?? 'unknown')));
  await keepSpoolPosition(context, position);
  return answered;
}
