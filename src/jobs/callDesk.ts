import { authorizeCall, type CallCopies } from '../actions/calls/authorizeCall.ts';
import { bookCallNews } from '../actions/calls/bookCallNews.ts';
import type { CallContext } from '../actions/calls/callContext.ts';
import { extendCall } from '../actions/calls/extendCall.ts';
import { refreshIncluded } from '../actions/calls/includedMinutes.ts';
import { type Answered, markAnswered, type PricedAnswer } from '../actions/calls/markAnswered.ts';
import { pinRate } from '../actions/calls/pinRate.ts';
import { priceAnswer } from '../actions/calls/priceAnswer.ts';
import { settleCall } from '../actions/calls/settleCall.ts';
import { keepSpoolPosition } from '../actions/calls/spoolPosition.ts';
import type { Id } from '../core/base/id.ts';
import { addSeconds, type Instant, type Seconds } from '../core/base/time.ts';
import type { CallAnswer, CallDecision, CallNews, CallReport, CallRequest } from '../core/calls/call.ts';
import { isLimited } from '../core/calls/caller.ts';
import { callSecondsMax } from '../core/calls/planCall.ts';
import { sliceFor } from '../core/calls/slice.ts';
import type { CallEngine, SpoolPosition } from '../engines/engine.ts';
import { type OpenCall, type OpenCalls, updateOpenCall } from '../memory/openCalls.ts';

/** Call control's desk: answers the engine and keeps the calls in progress going. */
export type CallDesk = {
  readonly context: CallContext;
  readonly copies: CallCopies;
  readonly open: OpenCalls;
  readonly engine: CallEngine;
};

/** More is asked for so long before the grant ends: the end must be known before the warning is due. Seconds. */
const askBeforeEndSeconds: Seconds = 40;
/** When the money did not reach for a whole slice, a top-up may come: asked again this often. Seconds. */
const askAgainSeconds: Seconds = 5;
/** The caller is warned so long before the end. Seconds. */
const warnBeforeEndSeconds: Seconds = 30;

const zoneOf = (desk: CallDesk): string => desk.copies.settings().timeZone;

/** Decides a call and remembers it. */
export async function onAuthorize(desk: CallDesk, request: CallRequest): Promise<CallDecision> {
  const { decision, booked } = await authorizeCall(desk.context, desk.copies, request);
  if (booked) {
    const { plan, caller, grant } = booked;
    desk.open.set(request.callId, {
      callId: request.callId,
      accountId: caller.accountId,
      calleeAccountId: plan.calleeAccountId,
      matched: plan.matched ?? 'free',
      attempts: plan.attempts,
      isSliced: plan.matched !== undefined && (isLimited(caller) || plan.matched.bundle !== undefined),
      grantedSeconds: grant.grantedSeconds,
      secondsMax: plan.guard?.secondsMax,
      hold: grant.hold,
      moneyLeft: grant.moneyLeft,
      seq: 0,
      isFinal: grant.isFinal,
      answeredAt: undefined,
      isWarned: false,
      askAfter: request.at,
    });
  }
  return decision;
}

/**
 * Books what the engine's spool told. Throws when the database does not answer: the engine hands the same news over again.
 * From its answer on a call's grant counts; the engine is told the exact end.
 */
export async function onHappened(desk: CallDesk, news: CallNews, position: SpoolPosition): Promise<void> {
  await Promise.all(news.answers.map((one) => pinAtAnswer(desk, one)));
  const answers = news.answers.map((one) => priceAnswer(desk.open.get(one.callId), one, zoneOf(desk)));
  const answered = await bookNews(desk, { ...news, answers }, position);
  for (const { callId } of news.reports) desk.open.delete(callId);
  await Promise.all(news.answers.map((one, index) => noteAnswer(desk, one, answered[index])));
}

/** From its answer on a call has the version of its rate that was in force then (charging.md R7). */
async function pinAtAnswer(desk: CallDesk, { callId, answeredAt }: CallAnswer): Promise<void> {
  const known = desk.open.get(callId)?.matched;
  if (known === undefined || known === 'free') return;
  const matched = await pinRate(desk.context, callId, known, answeredAt);
  if (matched !== known) updateOpenCall(desk.open, callId, { matched });
}

type PricedNews = { readonly answers: readonly PricedAnswer[]; readonly reports: readonly CallReport[] };

async function bookNews(desk: CallDesk, news: PricedNews, position: SpoolPosition): Promise<readonly Answered[]> {
  try {
    const known = (callId: string) => desk.open.get(callId);
    return await bookCallNews(
      ...([desk.context, zoneOf(desk), news, position] as const),
      (callId) => known(callId)?.matched,
      (callId) => known(callId)?.attempts,
    );
  } catch (error) {
    if (!isRefusedByDatabase(error)) throw error;
    return bookOneByOne(desk, news, position);
  }
}

/** The engine is told the exact end; a call whose first block is not covered at the price of this instant ends at once (A2). */
async function noteAnswer(desk: CallDesk, { callId, answeredAt }: CallAnswer, answered: Answered | undefined): Promise<void> {
  const isBooked = answered !== undefined && answered.outcome !== 'unknown';
  const open = updateOpenCall(desk.open, callId, {
    answeredAt,
    ...(isBooked && { grantedSeconds: answered.grantedSeconds, isFinal: answered.isFinal }),
  });
  if (!open?.isSliced) return;
  if (answered?.outcome === 'no_funds') return desk.engine.hangUp(callId);
  await desk.engine.grant(callId, answeredAt, open.grantedSeconds);
}

/** One call that the database refuses for good may not keep the others from being booked. */
async function bookOneByOne(
  desk: CallDesk,
  { answers, reports }: PricedNews,
  position: SpoolPosition,
): Promise<readonly Answered[]> {
  const answering = Promise.all(answers.map((one) => markAnswered(desk.context, one)));
  const booked = await Promise.allSettled([answering, ...reports.map((report) => settleOne(desk, report))]);
  const failed = booked.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  await keepSpoolPosition(desk.context, position);
  return answering;
}

async function settleOne(desk: CallDesk, report: CallReport): Promise<void> {
  try {
    const open = desk.open.get(report.callId);
    await settleCall(desk.context, zoneOf(desk), report, open?.matched, open?.attempts);
  } catch (error) {
    if (!isRefusedByDatabase(error)) throw error;
    // Asking again would be refused again, and every later call would wait behind this one. It stays booked: doctor and metrics show it.
    desk.context.report(
      `call ${report.callId} of ${report.durationMilliseconds} ms could not be booked; it waits for you`,
      error,
    );
  }
}

/** SQLSTATE 22 bad data, 23 a constraint, P0 raised by our own functions: an answer that no repetition changes. */
function isRefusedByDatabase(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(22|23|P0)/.test(String(error.code));
}

/** Once a second: asks for the next slices, warns, and hangs up calls whose account was suspended. */
export async function extendHolds(desk: CallDesk): Promise<void> {
  const now = desk.context.now();
  const due = [...desk.open.values()].filter(
    (one) => one.isSliced && one.answeredAt !== undefined && secondsLeft(one, now) <= askBeforeEndSeconds,
  );
  await Promise.all(due.map((one) => extendOne(desk, one, now)));
}

async function extendOne(desk: CallDesk, one: OpenCall, now: Instant): Promise<void> {
  try {
    const current = one.askAfter <= now && mayGrow(one) ? await askForMore(desk, one) : one;
    if (current?.isFinal && !current.isWarned && secondsLeft(current, now) <= warnBeforeEndSeconds) {
      updateOpenCall(desk.open, one.callId, { isWarned: true });
      await desk.engine.warn(one.callId);
    }
  } catch (error) {
    // The call goes on to the end of its grant, which the engine enforces; the next second asks again.
    desk.context.report(`call ${one.callId} could not be extended`, error);
  }
}

async function askForMore(desk: CallDesk, one: OpenCall): Promise<OpenCall | undefined> {
  if (one.matched === 'free' || one.answeredAt === undefined) return one;
  const { answeredAt } = one;
  const matched = await refreshIncluded(desk.context, one.callId, one.matched);
  const now = desk.context.now();
  const seq = one.seq + 1;
  // Counted before asking: the answer may be lost, and a sequence number is never used for two questions.
  updateOpenCall(desk.open, one.callId, { seq, askAfter: addSeconds(now, askAgainSeconds) });
  const sliceSeconds = sliceFor({ ...one, matched, answeredAt }, activeCalls(desk, one.accountId));
  const answer = await extendCall(desk.context, zoneOf(desk), { ...one, seq, matched, answeredAt, sliceSeconds });
  if (answer.outcome !== 'granted') {
    if (answer.outcome === 'account_suspended') await desk.engine.hangUp(one.callId);
    return undefined;
  }
  const grew = answer.grantedSeconds > one.grantedSeconds;
  const changed = updateOpenCall(desk.open, one.callId, {
    grantedSeconds: answer.grantedSeconds,
    moneyLeft: answer.moneyLeft,
    isFinal: answer.isFinal,
    ...(grew && { isWarned: false, askAfter: now }),
  });
  if (grew) await desk.engine.grant(one.callId, answeredAt, answer.grantedSeconds);
  return changed;
}

/** The calls of this account that share its money. */
const activeCalls = (desk: CallDesk, accountId: Id): number =>
  [...desk.open.values()].filter((one) => one.accountId === accountId && one.isSliced).length;

/** A call that money limits ends after the same longest time as any other. */
const mayGrow = (one: OpenCall): boolean => one.grantedSeconds < (one.secondsMax ?? callSecondsMax);

/** Seconds of talk left in the grant. */
function secondsLeft(one: OpenCall, now: Instant): number {
  return one.answeredAt === undefined ? Number.POSITIVE_INFINITY : one.grantedSeconds - (now - one.answeredAt) / 1000;
}
