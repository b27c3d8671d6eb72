import type { Id } from '../../core/base/id.ts';
import { type Amount, zeroAmount } from '../../core/base/money.ts';
import type { RefusalCode } from '../../core/base/refusal.ts';
import type { Instant, Seconds } from '../../core/base/time.ts';
import type { Attempt, CallRequest, ProviderAttempt } from '../../core/calls/call.ts';
import type { Caller } from '../../core/calls/caller.ts';
import type { CallPlan, MatchedRate } from '../../core/calls/planCall.ts';
import type { CallQuality } from '../../core/calls/quality.ts';
import type { SpendPeriod } from '../../core/calls/spendPeriod.ts';
import type { Rung } from '../../core/rating/grantLadder.ts';
import { includedAt } from '../../core/rating/includedAt.ts';
import type { Rounding } from '../../core/rating/rate.ts';
import { prepared, row, rows, sql, type Tx } from '../sql.ts';

/** What the database granted: seconds from the answer on, the money set aside for them, and what the account could still set aside. */
export type Grant = {
  readonly grantedSeconds: Seconds;
  readonly hold: Amount;
  readonly isFinal: boolean;
  readonly moneyLeft: Amount;
};
export type Authorized =
  /** `attempts`: those that may be tried now. */
  | ({ readonly outcome: 'granted'; readonly attempts: readonly Attempt[] } & Grant)
  | { readonly outcome: 'stale' | 'ended' }
  | { readonly outcome: 'refused'; readonly refusal: RefusalCode };
type GrantRow = {
  outcome: string;
  granted_seconds: number | null;
  hold: Amount | null;
  is_final: boolean | null;
  money_left: Amount | null;
};

/** Checks limits and money and books the call and its hold: one round trip (migration 0019, call_authorize). */
export async function authorize(
  tx: Tx,
  request: CallRequest,
  caller: Caller,
  plan: CallPlan,
  period: SpendPeriod,
): Promise<Authorized> {
  const found = await row<GrantRow & { attempts: readonly AttemptJson[] | null }>(
    tx,
    prepared(
      'call_authorize',
      sql`select outcome, granted_seconds, hold, is_final, attempts, money_left
            from call_authorize(${JSON.stringify(callJson(request, caller, plan))}, ${caller.accountVersion}, ${JSON.stringify({ ...limitsJson(caller, plan, period), ...guardJson(plan, request.at), ...bundleJson(plan.matched, request.at, plan.ladder) })},
                                ${plan.ladder.map((rung) => rung.seconds)}, ${plan.ladder.map((rung) => rung.amount)}, ${plan.ringSeconds})`,
    ),
  );
  if (!found) throw new Error('call_authorize answered nothing');
  if (found.outcome === 'granted')
    return {
      outcome: 'granted',
      ...grantOf(found),
      attempts: found.attempts?.map((one) => fromAttemptJson(one, plan.attempts)) ?? plan.attempts,
    };
  if (found.outcome === 'stale' || found.outcome === 'ended') return { outcome: found.outcome };
  return { outcome: 'refused', refusal: found.outcome as RefusalCode };
}

/** The same question, and everything taken back: nothing is booked, held or counted. Inside a transaction. */
export async function tryAuthorize(
  tx: Tx,
  ...asked: Parameters<typeof authorize> extends [Tx, ...infer Rest] ? Rest : never
): Promise<Authorized> {
  await rows(tx, sql`savepoint dry_run`);
  try {
    return await authorize(tx, ...asked);
  } finally {
    await rows(tx, sql`rollback to savepoint dry_run`);
  }
}

export type Extended = ({ readonly outcome: 'granted' } & Grant) | { readonly outcome: 'unknown' | 'account_suspended' };

/** Asks for more seconds; `seq` counts the questions of a call, so that a repeated one is answered alike (call_extend). */
export async function extend(
  tx: Tx,
  callId: string,
  seq: number,
  ladder: readonly Rung[],
  period: SpendPeriod,
  priced: { readonly matched: MatchedRate; readonly answeredAt: Instant },
): Promise<Extended> {
  const found = await row<GrantRow>(
    tx,
    sql`select outcome, granted_seconds, hold, is_final, money_left
          from call_extend(${callId}, ${seq}, ${JSON.stringify({ ...period, ...bundleJson(priced.matched, priced.answeredAt, ladder) })},
                           ${ladder.map((rung) => rung.seconds)}, ${ladder.map((rung) => rung.amount)})`,
  );
  if (found?.outcome === 'granted') return { outcome: 'granted', ...grantOf(found) };
  return { outcome: found?.outcome === 'account_suspended' ? 'account_suspended' : 'unknown' };
}

/** The call is priced with another version of its rate, because that held when it was answered. */
export async function setCallRate(tx: Tx, callId: string, rateId: Id): Promise<void> {
  await rows(tx, sql`update call set rate_id = ${rateId} where call_id = ${callId}`);
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
  readonly secondsMax: Seconds | undefined;
  readonly isFinal: boolean;
  readonly hold: Amount;
  readonly authorizedAt: Instant;
  readonly expiresAt: Instant;
  readonly answeredAt: Instant | undefined;
  readonly attempt: number | undefined;
  readonly aliveAt: Instant | undefined;
  /** True when money or a cap may end the call. */
  readonly isLimited: boolean;
  readonly postDialDelayMilliseconds?: number;
  readonly codec?: string;
  /** As it was last measured. */
  readonly quality?: CallQuality;
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
  seconds_max: number | null;
  is_final: boolean;
  hold: Amount;
  authorized_at: Instant;
  expires_at: Instant;
  answered_at: Instant | null;
  attempt: number | null;
  alive_at: Instant | null;
  pdd_ms: number | null;
  codec: string | null;
  quality: CallQuality | null;
  is_capped: boolean;
};

const openCallQuery = sql`select c.call_id, c.account_id, c.callee_account_id, c.rate_id, c.decimals, c.rounding_mode, c.is_metered, c.seq,
         c.granted_seconds, c.seconds_max, c.is_final, c.hold, c.authorized_at, c.expires_at, c.answered_at, c.attempt, c.alive_at,
         c.pdd_ms, c.codec, c.quality, a.daily_spend_limit is not null or a.hourly_spend_limit is not null as is_capped
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

/** How calls sound by now; watchers are told by a trigger. */
export async function keepQuality(
  tx: Tx,
  heard: readonly { readonly callId: string; readonly quality: CallQuality }[],
): Promise<void> {
  await rows(
    tx,
    sql`update call c
           set quality = h.quality
          from jsonb_to_recordset(${JSON.stringify(heard)}) as h ("callId" text, quality jsonb)
         where c.call_id = h."callId"`,
  );
}

function grantOf(found: GrantRow): Grant {
  return {
    grantedSeconds: found.granted_seconds ?? 0,
    hold: found.hold ?? zeroAmount,
    isFinal: found.is_final ?? false,
    moneyLeft: found.money_left ?? zeroAmount,
  };
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
    secondsMax: found.seconds_max ?? undefined,
    isFinal: found.is_final,
    hold: found.hold,
    authorizedAt: found.authorized_at,
    expiresAt: found.expires_at,
    answeredAt: found.answered_at ?? undefined,
    attempt: found.attempt ?? undefined,
    aliveAt: found.alive_at ?? undefined,
    isLimited: found.is_metered || found.is_capped,
    ...(found.pdd_ms !== null && { postDialDelayMilliseconds: found.pdd_ms }),
    ...(found.codec !== null && { codec: found.codec }),
    ...(found.quality !== null && { quality: found.quality }),
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
    is_exposed: plan.guard?.pace === undefined ? null : true,
    seconds_max: plan.guard?.secondsMax ?? null,
  };
}

/** Which included seconds each rung uses, as the hook of migration 0028 reads it; nothing for a call without any. */
function bundleJson(matched: MatchedRate | undefined, at: Instant, ladder: readonly Rung[]): Record<string, unknown> {
  if (!matched?.bundle) return {};
  const { bundleId, period, previous } = matched.bundle;
  const grants = ladder.map(({ seconds }) => seconds);
  return { bundleId: bundleId.toString(), period, previous, includedAt: includedAt(matched.rate, at, grants) };
}

/** What the fraud guard counts, as call_caps_reason of migration 0037 reads it. */
function guardJson({ guard }: CallPlan, at: Instant): Record<string, unknown> {
  if (!guard) return {};
  const { isThrottled, pace } = guard;
  return { guard: { isThrottled, ...pace, minute: Math.floor(at / 60_000), hour: Math.floor(at / 3_600_000) } };
}

/** Limits as the database reads them: money as text, because JSON numbers end at 2^53. Absent = no limit. */
function limitsJson(caller: Caller, plan: CallPlan, period: SpendPeriod): Record<string, unknown> {
  return {
    ...period,
    callLimit: caller.callLimit,
    numberCallLimit: caller.numberCallLimit,
    dailyLimit: caller.dailySpendLimit?.toString(),
    hourlyLimit: caller.hourlySpendLimit?.toString(),
    packageId: plan.matched?.copy?.billingPackageId.toString(),
    packageVersion: plan.matched?.copy?.version,
  };
}

type AttemptJson = Exclude<Attempt, { kind: 'provider' }> | ProviderAttemptJson;
type ProviderAttemptJson = Omit<ProviderAttempt, 'providerId' | 'cost'> & {
  readonly providerId: string;
  readonly costRateId?: string;
};

/** Each attempt of a call that a provider brought names that provider: it stands on the record whoever of ours answered. */
function attemptJson(attempt: Attempt, broughtBy?: Id): AttemptJson {
  if (attempt.kind !== 'provider') return { ...attempt, ...(broughtBy !== undefined && { providerId: broughtBy.toString() }) };
  const { cost, providerId, ...rest } = attempt;
  return { ...rest, providerId: providerId.toString(), ...(cost && { costRateId: cost.rateId.toString() }) };
}

/** An attempt that the database left is one of those that were planned; an older answer may know others. */
function fromAttemptJson(attempt: AttemptJson, planned: readonly Attempt[]): Attempt {
  if (attempt.kind !== 'provider') return attempt;
  const { costRateId: _, ...rest } = attempt;
  const providerId = BigInt(attempt.providerId);
  const known = planned.find((one) => one.kind === 'provider' && one.providerId === providerId && one.host === attempt.host);
  return known ?? { ...rest, providerId };
}
