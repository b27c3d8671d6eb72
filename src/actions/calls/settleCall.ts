import { zeroAmount } from '../../core/base/money.ts';
import { addSeconds, type Instant, instant, localDate } from '../../core/base/time.ts';
import type { Attempt, CallReport } from '../../core/calls/call.ts';
import { outcomeOf } from '../../core/calls/outcome.ts';
import type { MatchedRate } from '../../core/calls/planCall.ts';
import { priceAttempt, priceCall } from '../../core/rating/priceCall.ts';
import { wholeSeconds } from '../../core/rating/wholeSeconds.ts';
import { findRateById } from '../../db/reads/packageRates.ts';
import * as calls from '../../db/tables/calls.ts';
import * as cdrs from '../../db/tables/cdrs.ts';
import * as settlements from '../../db/tables/settlements.ts';
import type { CallContext } from './callContext.ts';
import { costOf } from './callCost.ts';
import { settleIncluded } from './includedMinutes.ts';
import { rateOfCall } from './openCalls.ts';
import { pinRate } from './pinRate.ts';

type Heard = Pick<CallReport, 'postDialDelayMilliseconds' | 'codec' | 'quality'>;

/** How a settled call came out: `unknown` = no such call was booked, nothing moved. */
export type SettleOutcome = 'settled' | 'replayed' | 'corrected' | 'unknown';

/**
 * Prices an ended call and books it: debit, release of the hold, CDR. The same call twice is once; a true duration that
 * follows an estimate posts the difference. `matched` is the rate pinned when the call was authorised; without it
 * (after a restart) the call's row names it. `attempts`: those that the call was given, with what each of them costs; likewise.
 */
export async function settleCall(
  context: CallContext,
  zone: string,
  report: CallReport,
  matched: MatchedRate | 'free' | undefined,
  attempts?: readonly Attempt[],
): Promise<SettleOutcome> {
  const settled = await settlements.settle(context.tx, await settlementOf(context, zone, report, matched, attempts));
  return concludeSettlement(context, zone, report, settled.outcome);
}

/** The priced form of a report, as the database takes it. */
export async function settlementOf(
  context: CallContext,
  zone: string,
  report: CallReport,
  matched: MatchedRate | 'free' | undefined,
  attempts?: readonly Attempt[],
): Promise<settlements.Settlement> {
  const found = matched ?? (await pinnedRate(context, report));
  const cost = await costOf(context, report, attempts);
  if (found === 'free') return { ...priced(report, zone, found), ...cost };
  const pinned = await pinRate(context, report.callId, found, report.answeredAt);
  const isIncluded = matched === undefined || found.bundle !== undefined;
  return { ...priced(report, zone, isIncluded ? await settleIncluded(context, report.callId, pinned) : pinned), ...cost };
}

function priced(report: CallReport, zone: string, pinned: MatchedRate | 'free'): settlements.Settlement {
  return {
    callId: report.callId,
    durationMilliseconds: report.durationMilliseconds,
    ...priceReport(report, pinned),
    answeredAt: report.answeredAt,
    endedAt: report.endedAt,
    attempt: report.attempt,
    outcome: outcomeOf(report),
    hangupCause: report.hangupCause,
    isEstimated: false,
    day: localDate(report.endedAt, zone),
    ...heardOf(report),
  };
}

/** How long it took to ring, and how it sounded, as far as somebody heard. */
function heardOf({ postDialDelayMilliseconds, codec, quality }: Heard): Heard {
  return {
    ...(postDialDelayMilliseconds !== undefined && { postDialDelayMilliseconds }),
    ...(codec !== undefined && { codec }),
    ...(quality && { quality }),
  };
}

/** What a settlement still needs: a call that was settled by estimate gets its correction, one that was never booked its CDR. */
export async function concludeSettlement(
  context: CallContext,
  zone: string,
  report: CallReport,
  outcome: settlements.Settled['outcome'],
): Promise<SettleOutcome> {
  if (outcome === 'conflict') return correctCall(context, zone, report);
  if (outcome === 'unknown' && report.unbooked) return addUnbooked(context, report);
  return outcome;
}

/** Ends a call whose end nobody saw, at the last proof that it was up (charging.md X2): never more than was granted. */
export async function settleByProof(context: CallContext, zone: string, open: calls.OpenCall): Promise<SettleOutcome> {
  const endedAt = open.answeredAt === undefined ? context.now() : provenEnd(open, open.answeredAt);
  const durationMilliseconds = open.answeredAt === undefined ? 0 : endedAt - open.answeredAt;
  const report = {
    callId: open.callId,
    endedAt,
    durationMilliseconds,
    hangupCause: 41,
    ...(open.answeredAt !== undefined && { answeredAt: open.answeredAt }),
    ...heardOf(open),
  };
  const found = await rateOfCall(context, open, open.answeredAt);
  const pinned = found === 'free' ? found : await settleIncluded(context, open.callId, found);
  const attempt = open.attempt;
  const cost = attempt === undefined ? {} : await costOf(context, { ...report, attempt }, undefined);
  const settlement = { ...priced(report, zone, pinned), ...cost, attempt, isEstimated: true };
  const settled = await settlements.settle(context.tx, settlement);
  return settled.outcome === 'conflict' ? 'replayed' : settled.outcome;
}

function provenEnd(open: calls.OpenCall, answeredAt: Instant): Instant {
  const alive = Math.max(open.aliveAt ?? answeredAt, answeredAt);
  return instant(Math.min(alive, addSeconds(answeredAt, open.grantedSeconds)));
}

async function correctCall(context: CallContext, zone: string, report: CallReport): Promise<SettleOutcome> {
  const finished = await settlements.findEstimated(context.tx, report.callId);
  if (!finished) {
    context.report(`call ${report.callId} was reported twice with different lengths; the first one stands`, undefined);
    return 'replayed';
  }
  const rate =
    finished.rateId === undefined
      ? undefined
      : await findRateById(context.tx, finished.rateId, report.answeredAt ?? report.endedAt);
  const found =
    rate && finished.rateId !== undefined ? { rateId: finished.rateId, rate, rounding: finished.rounding } : undefined;
  // What the estimate used of included minutes is what the call has of them.
  const pinned = found === undefined ? 'free' : await settleIncluded(context, report.callId, found);
  const cost = await costOf(context, report, undefined);
  await settlements.correct(context.tx, { ...priced(report, zone, pinned), ...cost });
  return 'corrected';
}

async function addUnbooked(context: CallContext, report: CallReport): Promise<SettleOutcome> {
  if (!report.unbooked) return 'unknown';
  const { callId, endedAt, durationMilliseconds, hangupCause } = report;
  const outcome = outcomeOf(report);
  await cdrs.addUnbooked(context.tx, {
    ...report.unbooked,
    callId,
    endedAt,
    durationMilliseconds,
    hangupCause,
    outcome,
    answeredAt: report.answeredAt,
  });
  return 'settled';
}

async function pinnedRate(context: CallContext, report: CallReport): Promise<MatchedRate | 'free'> {
  const open = await calls.findOpenCall(context.tx, report.callId);
  return open ? rateOfCall(context, open, report.answeredAt) : 'free';
}

function priceReport(report: Pick<CallReport, 'answeredAt' | 'durationMilliseconds'>, pinned: MatchedRate | 'free') {
  if (pinned === 'free')
    return { billedSeconds: report.answeredAt === undefined ? 0 : wholeSeconds(report.durationMilliseconds), price: zeroAmount };
  const { rate, rounding } = pinned;
  const seconds = wholeSeconds(report.durationMilliseconds, rate.terms?.durationRounding);
  const { billedSeconds, price, includedSeconds } =
    report.answeredAt === undefined ? priceAttempt(rate, rounding) : priceCall(rate, rounding, report.answeredAt, seconds);
  return { billedSeconds, price, ...(includedSeconds !== undefined && { includedSeconds }) };
}
