import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { CallQuality } from '../../core/calls/quality.ts';
import type { IncludedSeconds } from '../../core/rating/includedSeconds.ts';
import type { Rounding } from '../../core/rating/rate.ts';
import { type PricedBy, priceSoFar, toPlainRate } from '../../core/rating/soFar.ts';
import { row, rows, sql, type Tx } from '../sql.ts';
import { accountNameOf, type NamingRow, namingColumns } from './accountName.ts';
import { type LiveRates, liveRateKey, loadLiveRates } from './liveRates.ts';

type LiveRow = NamingRow & {
  callId: string;
  accountId: string;
  callerNumber: string;
  phoneLabel: string | null;
  dialled: string;
  number: string;
  destination: string;
  destinationKind: string;
  providerId: string | null;
  providerName: string | null;
  attempt: number | null;
  attempts: number;
  protocol: string;
  direction: 'outgoing' | 'incoming';
  state: 'reserved' | 'active';
  startedAt: Instant;
  answeredAt: Instant | null;
  grantedSeconds: number;
  isMetered: boolean;
  hold: Amount;
  currency: string;
  codec: string | null;
  postDialDelay: number | null;
  quality: CallQuality | null;
  rateId: Id | null;
  decimals: number;
  roundingMode: Rounding['roundingMode'];
  costRateId: string | null;
  bundleSeconds: number | null;
  bundleMode: IncludedSeconds['mode'] | null;
  coversFlagFall: boolean | null;
};

/** More are not shown one by one; how many there are is always told. */
export const liveCallsMax = 5000;

export type LiveCallsWanted = {
  readonly accountId?: Id;
  /** Only these, as far as they are in progress. */
  readonly callIds?: readonly string[];
};
export type LiveCalls = Awaited<ReturnType<typeof listLiveCalls>>;

/**
 * Calls in progress, of one account or of all, the newest first, with what each costs so far and the rates by which whoever shows
 * them may go on counting. A call without a price (inside, emergency) has no rate.
 */
export async function listLiveCalls(tx: Tx, wanted: LiveCallsWanted = {}) {
  const found = await liveRows(tx, wanted);
  const state = await row<{ now: Instant; total: number }>(
    tx,
    sql`select clock_timestamp() as now, (select count(*)::int from call) as total`,
  );
  if (!state) throw new Error('the database has no clock');
  const rates = await loadLiveRates(tx, found.flatMap(ratedBy));
  return {
    asOf: formatInstant(state.now),
    total: state.total,
    items: found.map((call) => toLiveCall(call, rates, state.now)),
    rates: Object.fromEntries(
      [...rates].map(([key, { rate, decimals, roundingMode }]) => [key, { rate: toPlainRate(rate), decimals, roundingMode }]),
    ),
  };
}

function liveRows(tx: Tx, wanted: LiveCallsWanted) {
  const { accountId = null, callIds = null }: { readonly [key in keyof LiveCallsWanted]?: LiveCallsWanted[key] | null } = wanted;
  return rows<LiveRow>(
    tx,
    sql`select c.call_id as "callId", c.account_id::text as "accountId", ${namingColumns}, c.caller_number as "callerNumber",
               n.label as "phoneLabel", c.dialled, c.number, c.destination, c.destination_kind as "destinationKind",
               p.id::text as "providerId", p.name as "providerName", c.attempt, jsonb_array_length(c.attempts) as attempts, c.protocol,
               c.direction, c.state, c.authorized_at as "startedAt", c.answered_at as "answeredAt", c.granted_seconds as "grantedSeconds",
               c.is_metered as "isMetered", c.hold, a.currency, c.codec, c.pdd_ms as "postDialDelay", c.quality, c.rate_id as "rateId",
               c.decimals, c.rounding_mode as "roundingMode",
               case when c.answered_at is not null then c.attempts -> (c.attempt - 1) ->> 'costRateId' end as "costRateId",
               coalesce(b.used, b.held) as "bundleSeconds", u.mode as "bundleMode", u.covers_flag_fall as "coversFlagFall"
          from call c
          join account a on a.id = c.account_id
          left join network_number n on n.id = c.network_number_id
          left join provider p on p.id = (c.attempts -> (coalesce(c.attempt, 1) - 1) ->> 'providerId')::bigint
          left join bundle_call b on b.call_id = c.call_id
          left join bundle u on u.id = b.bundle_id
         where (${accountId}::bigint is null or c.account_id = ${accountId}::bigint)
           and (${callIds}::text[] is null or c.call_id = any (${callIds}::text[]))
         order by c.authorized_at desc, c.call_id
         limit ${liveCallsMax}`,
  );
}

/** The rates that a row is priced by: what the customer pays, what the provider takes. */
function ratedBy({ rateId, costRateId, answeredAt, startedAt, decimals, roundingMode }: LiveRow) {
  const at = answeredAt ?? startedAt;
  return [
    ...(rateId === null ? [] : [{ rateId, at, rounding: { decimals, roundingMode } }]),
    ...(costRateId === null ? [] : [{ rateId: BigInt(costRateId), at, rounding: undefined }]),
  ];
}

function toLiveCall(call: LiveRow, rates: LiveRates, now: Instant) {
  const { rateId, costRateId, decimals, roundingMode } = call;
  const rateKey =
    rateId === null ? undefined : liveRateKey(rates, rateId, call.answeredAt ?? call.startedAt, { decimals, roundingMode });
  const costRateKey =
    costRateId === null ? undefined : liveRateKey(rates, BigInt(costRateId), call.answeredAt ?? call.startedAt, undefined);
  const included = includedOf(call);
  return {
    callId: call.callId,
    accountId: call.accountId,
    accountName: accountNameOf(call),
    callerNumber: call.callerNumber,
    phoneLabel: call.phoneLabel ?? '',
    dialled: call.dialled,
    number: call.number,
    destination: call.destination,
    destinationKind: call.destinationKind,
    providerId: call.providerId,
    providerName: call.providerName ?? '',
    attempt: call.attempt,
    attempts: call.attempts,
    protocol: call.protocol,
    direction: call.direction,
    state: call.state,
    startedAt: formatInstant(call.startedAt),
    answeredAt: call.answeredAt === null ? null : formatInstant(call.answeredAt),
    grantedSeconds: call.grantedSeconds,
    isMetered: call.isMetered,
    hold: formatAmount(call.hold),
    currency: call.currency,
    codec: call.codec ?? '',
    postDialDelayMilliseconds: call.postDialDelay,
    quality: call.quality,
    rateKey: rateKey ?? null,
    included: included ?? null,
    price: rateId === null ? '0.00' : soFar(rates, rateKey, call.answeredAt, now, included),
    costRateKey: costRateKey ?? null,
    cost: soFar(rates, costRateKey, call.answeredAt, now, undefined),
  };
}

function includedOf({ bundleSeconds, bundleMode, coversFlagFall }: LiveRow): IncludedSeconds | undefined {
  if (bundleSeconds === null || bundleMode === null || coversFlagFall === null) return undefined;
  return { seconds: bundleSeconds, mode: bundleMode, coversFlagFall };
}

/** Null while it rings, and where the rate is not known. */
function soFar(
  rates: ReadonlyMap<string, PricedBy>,
  key: string | undefined,
  answeredAt: Instant | null,
  now: Instant,
  included: IncludedSeconds | undefined,
): string | null {
  const by = rates.get(key ?? '');
  return by === undefined || answeredAt === null ? null : formatAmount(priceSoFar(by, answeredAt, now, included));
}
