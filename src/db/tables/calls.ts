import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { RefusalCode } from '../../core/base/refusal.ts';
import type { Instant, LocalDate, Seconds } from '../../core/base/time.ts';
import type { Attempt, CallAnswer, CallRequest } from '../../core/calls/call.ts';
import type { Caller } from '../../core/calls/caller.ts';
import type { CallOutcome } from '../../core/calls/outcome.ts';
import type { CallPlan } from '../../core/calls/planCall.ts';
import type { Rung } from '../../core/rating/grantLadder.ts';
import type { Rounding } from '../../core/rating/rate.ts';
import { prepared, row, rows, sql, type Tx } from '../sql.ts';

/** What the database granted: seconds from the answer on, and the money set aside for them. */
export type Grant = { readonly grantedSeconds: Seconds; readonly hold: Amount; readonly isFinal: boolean };
export type Authorized =
  | ({ readonly outcome: 'granted' } & Grant)
  | { readonly outcome: 'stale' | 'ended' }
  | { readonly outcome: 'refused'; readonly refusal: RefusalCode };
type GrantRow = { outcome: string; granted_seconds: number | null; hold: Amount | null; is_final: boolean | null };

/** Checks limits and money and books the call and its hold: one round trip (migration 0005, call_authorize). */
export async function authorize(
  tx: Tx,
  request: CallRequest,
  caller: Caller,
  plan: CallPlan,
  day: LocalDate,
): Promise<Authorized> {
  const found = await row<GrantRow>(
    tx,
    prepared(
      'call_authorize',
      sql`select outcome, granted_seconds, hold, is_final
            from call_authorize(${JSON.stringify(callJson(request, caller, plan))}, ${caller.accountVersion}, ${caller.callLimit},
                                ${caller.numberCallLimit ?? null}, ${caller.dailySpendLimit ?? null}, ${day},
                                ${plan.ladder.map((rung) => rung.seconds)}, ${plan.ladder.map((rung) => rung.amount)}, ${plan.ringSeconds})`,
    ),
  );
  if (!found) throw new Error('call_authorize answered nothing');
  if (found.outcome === 'granted') return { outcome: 'granted', ...grantOf(found) };
  if (found.outcome === 'stale' || found.outcome === 'ended') return { outcome: found.outcome };
  return { outcome: 'refused', refusal: found.outcome as RefusalCode };
}

export type Extended = ({ readonly outcome: 'granted' } & Grant) | { readonly outcome: 'unknown' | 'account_suspended' };

/** Asks for more seconds; `seq` counts the questions of a call, so that a repeated one is answered alike (call_extend). */
export async function extend(
  tx: Tx,
  callId: string,
  seq: number,
  ladder: readonly Rung[],
  limits: { readonly daily: Amount | undefined; readonly day: LocalDate },
): Promise<Extended> {
  const found = await row<GrantRow>(
    tx,
    sql`select outcome, granted_seconds, hold, is_final
          from call_extend(${callId}, ${seq}, ${limits.daily ?? null}, ${limits.day},
                           ${ladder.map((rung) => rung.seconds)}, ${ladder.map((rung) => rung.amount)})`,
  );
  if (found?.outcome === 'granted') return { outcome: 'granted', ...grantOf(found) };
  return { outcome: found?.outcome === 'account_suspended' ? 'account_suspended' : 'unknown' };
}

/** Marks a call as answered; a second time changes nothing. */
export async function answer(tx: Tx, callId: string, answeredAt: Instant, attempt: number): Promise<void> {
  await rows(tx, sql`select call_answer(${callId}, ${new Date(answeredAt)}, ${attempt})`);
}

export type Settlement = {
  readonly callId: string;
  readonly durationMilliseconds: number;
  readonly billedSeconds: Seconds;
  readonly price: Amount;
  readonly answeredAt: Instant | undefined;
  readonly endedAt: Instant;
  readonly attempt: number | undefined;
  readonly outcome: Exclude<CallOutcome, 'refused'>;
  readonly hangupCause: number;
  readonly isEstimated: boolean;
  readonly day: LocalDate;
};
export type Settled = {
  readonly outcome: 'settled' | 'replayed' | 'conflict' | 'unknown';
  readonly charge: Amount | null;
  readonly loss: Amount | null;
};

/** Price, debit, release and CDR in one round trip; the same call twice is once (call_settle). */
export async function settle(tx: Tx, one: Settlement): Promise<Settled> {
  const found = await row<Settled>(
    tx,
    sql`select outcome, charge, loss
          from call_settle(${one.callId}, ${one.durationMilliseconds}, ${one.billedSeconds}, ${one.price}, ${one.answeredAt ? new Date(one.answeredAt) : null},
                           ${new Date(one.endedAt)}, ${one.attempt ?? null}, ${one.outcome}, ${one.hangupCause}, ${one.isEstimated}, ${one.day})`,
  );
  if (!found) throw new Error('call_settle answered nothing');
  return found;
}

/**
 * Books answers and ends of many calls and how far the spool has been read, in one round trip (migration 0012, calls_happened).
 * The outcomes stand in the order of the settlements. The position is kept only when each was settled or had been before.
 */
export async function bookNews(
  tx: Tx,
  answers: readonly CallAnswer[],
  settlements: readonly Settlement[],
  at: { readonly spool: string; readonly position: bigint },
): Promise<readonly Settled['outcome'][]> {
  const found = await rows<Pick<Settled, 'outcome'>>(
    tx,
    prepared(
      'calls_happened',
      sql`select outcome
            from calls_happened(${JSON.stringify(answers.map(answerJson))}, ${JSON.stringify(settlements.map(settlementJson))},
                                ${at.spool}, ${at.position})`,
    ),
  );
  return found.map(({ outcome }) => outcome);
}

/** What a correction needs of a call that was settled by estimate; undefined when it was not. */
export async function findEstimated(
  tx: Tx,
  callId: string,
): Promise<{ readonly rateId: Id | undefined; readonly rounding: Rounding } | undefined> {
  const found = await row<{ rate_id: Id | null; decimals: number; rounding_mode: Rounding['roundingMode'] }>(
    tx,
    sql`select rate_id, decimals, rounding_mode from cdr where call_id = ${callId} and is_estimated`,
  );
  return (
    found && { rateId: found.rate_id ?? undefined, rounding: { decimals: found.decimals, roundingMode: found.rounding_mode } }
  );
}

/** Posts the difference to a call that had been settled by estimate (call_correct). */
export async function correct(tx: Tx, callId: string, durationMilliseconds: number, price: Amount): Promise<void> {
  await rows(tx, sql`select outcome from call_correct(${callId}, ${durationMilliseconds}, ${price})`);
}

/** A call in progress as its row says: all that settling needs after a restart. */
export type OpenCall = {
  readonly callId: string;
  readonly accountId: Id;
  readonly calleeAccountId: Id | undefined;
  readonly rateId: Id | undefined;
  readonly rounding: Rounding;
  readonly isMetered: boolean;
  readonly seq: number;
  readonly grantedSeconds: Seconds;
  readonly isFinal: boolean;
  readonly hold: Amount;
  readonly authorizedAt: Instant;
  readonly expiresAt: Instant;
  readonly answeredAt: Instant | undefined;
  readonly attempt: number | undefined;
  readonly aliveAt: Instant | undefined;
  readonly dailySpendLimit: Amount | undefined;
};

type OpenCallRow = {
  call_id: string;
  account_id: Id;
  callee_account_id: Id | null;
  rate_id: Id | null;
  decimals: number;
  rounding_mode: Rounding['roundingMode'];
  is_metered: boolean;
  seq: number;
  granted_seconds: number;
  is_final: boolean;
  hold: Amount;
  authorized_at: Instant;
  expires_at: Instant;
  answered_at: Instant | null;
  attempt: number | null;
  alive_at: Instant | null;
  daily_spend_limit: Amount | null;
};

const openCallQuery = sql`select c.call_id, c.account_id, c.callee_account_id, c.rate_id, c.decimals, c.rounding_mode, c.is_metered, c.seq,
         c.granted_seconds, c.is_final, c.hold, c.authorized_at, c.expires_at, c.answered_at, c.attempt, c.alive_at, a.daily_spend_limit
    from call c
    join account a on a.id = c.account_id`;

export async function listOpenCalls(tx: Tx): Promise<readonly OpenCall[]> {
  return (await rows<OpenCallRow>(tx, openCallQuery)).map(fromOpenCallRow);
}

export async function findOpenCall(tx: Tx, callId: string): Promise<OpenCall | undefined> {
  const found = await row<OpenCallRow>(tx, sql`${openCallQuery} where c.call_id = ${callId}`);
  return found && fromOpenCallRow(found);
}

/** The engine says that these calls are up: the proof of used time, should the engine die. */
export async function markAlive(tx: Tx, callIds: readonly string[], at: Instant): Promise<void> {
  await rows(tx, sql`update call set alive_at = ${new Date(at)} where call_id = any(${callIds}) and answered_at is not null`);
}

function grantOf(found: GrantRow): Grant {
  return { grantedSeconds: found.granted_seconds ?? 0, hold: (found.hold ?? 0n) as Amount, isFinal: found.is_final ?? false };
}

function fromOpenCallRow(found: OpenCallRow): OpenCall {
  return {
    callId: found.call_id,
    accountId: found.account_id,
    calleeAccountId: found.callee_account_id ?? undefined,
    rateId: found.rate_id ?? undefined,
    rounding: { decimals: found.decimals, roundingMode: found.rounding_mode },
    isMetered: found.is_metered,
    seq: found.seq,
    grantedSeconds: found.granted_seconds,
    isFinal: found.is_final,
    hold: found.hold,
    authorizedAt: found.authorized_at,
    expiresAt: found.expires_at,
    answeredAt: found.answered_at ?? undefined,
    attempt: found.attempt ?? undefined,
    aliveAt: found.alive_at ?? undefined,
    dailySpendLimit: found.daily_spend_limit ?? undefined,
  };
}

/** The columns of `call` that core knows, as call_authorize reads them; ids as text, because JSON numbers end at 2^53. */
function callJson(request: CallRequest, caller: Caller, plan: CallPlan): Record<string, unknown> {
  const rounding = plan.matched?.rounding ?? { decimals: 4, roundingMode: 'half_up' };
  return {
    call_id: request.callId,
    account_id: String(caller.accountId),
    network_number_id: request.incoming ? null : String(caller.networkNumberId),
    protocol: request.protocol,
    caller_number: request.incoming ? request.incoming.callerNumber : caller.number,
    direction: request.incoming ? 'incoming' : 'outgoing',
    incoming_number_id: plan.incomingNumberId?.toString() ?? null,
    dialled: request.dialled,
    number: plan.number,
    destination_kind: plan.destinationKind,
    destination: plan.destination,
    callee_account_id: plan.calleeAccountId?.toString() ?? null,
    rate_id: plan.matched?.rateId.toString() ?? null,
    decimals: rounding.decimals,
    rounding_mode: rounding.roundingMode,
    attempts: plan.attempts.map((one) => attemptJson(one, request.incoming?.providerId)),
    is_metered: caller.isMetered,
  };
}

/** Each attempt of a call that a provider brought names that provider: it stands on the record whoever of ours answered. */
function attemptJson(attempt: Attempt, broughtBy: Id | undefined): Record<string, unknown> {
  const providerId = attempt.kind === 'provider' ? attempt.providerId : broughtBy;
  return providerId === undefined ? attempt : { ...attempt, providerId: providerId.toString() };
}

const answerJson = ({ callId, answeredAt, attempt }: CallAnswer) => ({
  call_id: callId,
  answered_at: new Date(answeredAt).toISOString(),
  attempt,
});

/** Money as text: JSON numbers end at 2^53. */
const settlementJson = (one: Settlement) => ({
  call_id: one.callId,
  duration_ms: one.durationMilliseconds,
  billed_seconds: one.billedSeconds,
  price: String(one.price),
  answered_at: one.answeredAt === undefined ? null : new Date(one.answeredAt).toISOString(),
  ended_at: new Date(one.endedAt).toISOString(),
  attempt: one.attempt ?? null,
  outcome: one.outcome,
  hangup_cause: one.hangupCause,
  day: one.day,
});
