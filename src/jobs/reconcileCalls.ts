import { keepAlive, loadOpenCalls, type OpenCall, readOpenCalls } from '../actions/calls/openCalls.ts';
import { settleByProof } from '../actions/calls/settleCall.ts';
import { zeroAmount } from '../core/base/money.ts';
import type { Instant } from '../core/base/time.ts';
import type { CallDesk } from './callDesk.ts';

/** A call is missing only if it was booked so long ago and two looks in a row did not see it: its report may be on the way. Milliseconds. */
const bookedBeforeMilliseconds = 8000;
/** When the engine is silent, a call is ended so long after its hold has expired (charging.md X1). Milliseconds. */
const silentAfterExpiryMilliseconds = 60_000;

/** What the last look did not see; kept by the caller between two looks. */
export type Missing = ReadonlySet<string>;

/** After a (re)connection: takes over every booked call, so that it is extended and settled like before. */
export async function takeOverCalls(desk: CallDesk): Promise<void> {
  for (const { row, matched } of await loadOpenCalls(desk.context)) {
    if (desk.open.has(row.callId)) continue;
    desk.open.set(row.callId, {
      callId: row.callId,
      accountId: row.accountId,
      calleeAccountId: row.calleeAccountId,
      matched,
      isSliced: matched !== 'free' && (row.isLimited || matched.bundle !== undefined),
      grantedSeconds: row.grantedSeconds,
      secondsMax: row.secondsMax,
      hold: row.hold,
      moneyLeft: zeroAmount,
      seq: row.seq,
      isFinal: row.isFinal,
      answeredAt: row.answeredAt,
      isWarned: false,
      askAfter: desk.context.now(),
    });
  }
}

/**
 * Every few seconds: proves which calls are up, and ends those that are booked but gone without a report: the engine was
 * killed, or call control was away when they ended and the spool has nothing of them. Returns what this look missed.
 */
export async function reconcileCalls(desk: CallDesk, missedBefore: Missing): Promise<Missing> {
  const now = desk.context.now();
  const live = desk.engine.status().isConnected ? new Set((await desk.engine.liveCalls()).map((one) => one.callId)) : undefined;
  if (live) await keepAlive(desk.context, [...live], now);
  const missed = new Set<string>();
  for (const row of await readOpenCalls(desk.context)) {
    if (live ? live.has(row.callId) || row.authorizedAt > now - bookedBeforeMilliseconds : !isLongExpired(row.expiresAt, now))
      continue;
    missed.add(row.callId);
    if (live && !missedBefore.has(row.callId)) continue;
    await endUnseen(desk, row);
  }
  return missed;
}

/** One that cannot be ended does not keep the others from it; the next look tries again. */
async function endUnseen(desk: CallDesk, row: OpenCall): Promise<void> {
  try {
    await settleByProof(desk.context, desk.copies.settings().timeZone, row);
    desk.open.delete(row.callId);
    desk.context.report(`call ${row.callId} ended unseen; charged up to the last proof that it was up`, undefined);
  } catch (error) {
    desk.context.report(`call ${row.callId} ended unseen and could not be charged`, error);
  }
}

function isLongExpired(expiresAt: Instant, now: Instant): boolean {
  return expiresAt < now - silentAfterExpiryMilliseconds;
}
