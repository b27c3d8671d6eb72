import type { Id } from '../core/base/id.ts';
import type { Amount } from '../core/base/money.ts';
import type { Instant, Seconds } from '../core/base/time.ts';
import type { Attempt } from '../core/calls/call.ts';
import type { MatchedRate } from '../core/calls/planCall.ts';

/**
 * A call in progress as call control keeps it, so that settling needs one round trip and extending none to find out.
 * The database row is the truth; this is thrown away and read again after a restart.
 */
export type OpenCall = {
  readonly callId: string;
  readonly accountId: Id;
  readonly calleeAccountId: Id | undefined;
  readonly matched: MatchedRate | 'free';
  /** Those that the call was given, with what each costs; absent after a restart, when the call's row says it. */
  readonly attempts?: readonly Attempt[];
  /** True when the grant is a slice that money or a cap may end. */
  readonly isSliced: boolean;
  readonly grantedSeconds: Seconds;
  /** The longest that this call may last; absent = as any call. */
  readonly secondsMax?: Seconds | undefined;
  /** What was set aside for them before the answer. */
  readonly hold: Amount;
  /** What the account could set aside beside its holds when it was last asked. */
  readonly moneyLeft: Amount;
  readonly seq: number;
  /** True when there was no money for the whole slice: the end is near. */
  readonly isFinal: boolean;
  readonly answeredAt: Instant | undefined;
  readonly isWarned: boolean;
  /** Not asked for more before this instant. */
  readonly askAfter: Instant;
};

export type OpenCalls = Map<string, OpenCall>;

/** Replaces some fields of a call, if it is still open. */
export function updateOpenCall(open: OpenCalls, callId: string, change: Partial<OpenCall>): OpenCall | undefined {
  const found = open.get(callId);
  if (!found) return undefined;
  const changed = { ...found, ...change };
  open.set(callId, changed);
  return changed;
}

/** The calls in which this account takes part, as caller or as called customer. */
export function openCallsOf(open: OpenCalls, accountId: Id): readonly OpenCall[] {
  return [...open.values()].filter((one) => one.accountId === accountId || one.calleeAccountId === accountId);
}
