import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { Instant, LocalDate, Seconds } from '../../core/base/time.ts';
import type { CallAnswer } from '../../core/calls/call.ts';
import type { CallOutcome } from '../../core/calls/outcome.ts';
import type { CallQuality } from '../../core/calls/quality.ts';
import type { SpendPeriod } from '../../core/calls/spendPeriod.ts';
import type { Rung } from '../../core/rating/grantLadder.ts';
import type { Rounding } from '../../core/rating/rate.ts';
import { prepared, row, rows, sql, type Tx } from '../sql.ts';

/** An answer with what the price of the call is from then on, where that depends on the instant (charging.md A2). */
export type PricedAnswer = CallAnswer & {
  /** Grants at most as long as the present one, longest first, and the caps they count for. */
  readonly terms?: { readonly ladder: readonly Rung[]; readonly period: SpendPeriod };
  /** The rate in force by then, when it is another one. */
  readonly rate?: { readonly rateId: Id; readonly rounding: Rounding };
};

/** What became of an answer: `known` was answered before; after `no_funds` the call must end at once. */
export type Answered = {
  readonly callId: string;
  readonly outcome: 'answered' | 'known' | 'unknown' | 'no_funds';
  readonly grantedSeconds: Seconds;
  readonly isFinal: boolean;
};

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
  /** Of the end: whose cap the charge counts for. */
  readonly day: LocalDate;
  /** What the provider takes, and by which rate of its cost deck. */
  readonly cost?: Amount;
  readonly costRateId?: Id;
  readonly includedSeconds?: Seconds;
  /** From the request to the first ringing. */
  readonly postDialDelayMilliseconds?: number;
  readonly codec?: string;
  readonly quality?: CallQuality;
  readonly recording?: string;
};

export type Settled = {
  readonly outcome: 'settled' | 'replayed' | 'conflict' | 'unknown';
  readonly charge: Amount | null;
  readonly loss: Amount | null;
};

/** Marks a call as answered; a second time changes nothing (migration 0019, call_answer). */
export async function answer(tx: Tx, one: PricedAnswer): Promise<Answered> {
  const found = await row<HappenedRow>(
    tx,
    sql`select ${one.callId} as call_id, outcome, granted_seconds, is_final
          from call_answer(${JSON.stringify(answerJson(one))})`,
  );
  if (!found) throw new Error('call_answer answered nothing');
  return answeredOf(found);
}

/** Price, debit, release and CDR in one round trip; the same call twice is once (call_settle). */
export async function settle(tx: Tx, one: Settlement): Promise<Settled> {
  const found = await row<Settled>(
    tx,
    sql`select outcome, charge, loss
          from call_settle(${JSON.stringify(settlementJson(one))})`,
  );
  if (!found) throw new Error('call_settle answered nothing');
  return found;
}

/**
 * Books answers and ends of many calls and how far the spool has been read, in one round trip (calls_happened).
 * What became of each stands in its order. The position is kept only when each end was settled or had been before.
 */
export async function bookNews(
  tx: Tx,
  answers: readonly PricedAnswer[],
  settlements: readonly Settlement[],
  at: { readonly spool: string; readonly position: bigint },
): Promise<{ readonly answered: readonly Answered[]; readonly settled: readonly Settled['outcome'][] }> {
  const found = await rows<HappenedRow>(
    tx,
    prepared(
      'calls_happened',
      sql`select call_id, outcome, granted_seconds, is_final
            from calls_happened(${JSON.stringify(answers.map(answerJson))}, ${JSON.stringify(settlements.map(settlementJson))},
                                ${at.spool}, ${at.position})`,
    ),
  );
  return {
    answered: found.slice(0, answers.length).map(answeredOf),
    settled: found.slice(answers.length).map(({ outcome }) => outcome as Settled['outcome']),
  };
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
export async function correct(tx: Tx, one: Settlement): Promise<void> {
  await rows(tx, sql`select outcome from call_correct(${JSON.stringify(settlementJson(one))})`);
}

type HappenedRow = {
  call_id: string;
  outcome: string;
  granted_seconds: number | null;
  is_final: boolean | null;
};

function answeredOf(found: HappenedRow): Answered {
  return {
    callId: found.call_id,
    outcome: found.outcome as Answered['outcome'],
    grantedSeconds: found.granted_seconds ?? 0,
    isFinal: found.is_final ?? false,
  };
}

/** Money and ids as text: JSON numbers end at 2^53. */
const answerJson = ({ callId, answeredAt, attempt, codec, postDialDelayMilliseconds, terms, rate }: PricedAnswer) => ({
  ...{ callId, answeredAt: new Date(answeredAt).toISOString(), attempt, codec, pddMs: postDialDelayMilliseconds },
  ...(terms && {
    seconds: terms.ladder.map((rung) => rung.seconds),
    amounts: terms.ladder.map((rung) => String(rung.amount)),
    ...terms.period,
  }),
  ...(rate && { rateId: String(rate.rateId), ...rate.rounding }),
});

const settlementJson = ({ durationMilliseconds, postDialDelayMilliseconds, ...one }: Settlement) => ({
  ...one,
  durationMs: durationMilliseconds,
  price: String(one.price),
  answeredAt: one.answeredAt === undefined ? null : new Date(one.answeredAt).toISOString(),
  endedAt: new Date(one.endedAt).toISOString(),
  cost: one.cost?.toString(),
  costRateId: one.costRateId?.toString(),
  pddMs: postDialDelayMilliseconds,
});
