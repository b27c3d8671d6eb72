import { type Amount, formatAmount } from '../../core/base/money.ts';
import { type RefusalCode, refusals } from '../../core/base/refusal.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { wholeSeconds } from '../../core/rating/wholeSeconds.ts';
import { sql } from '../sql.ts';
import { accountNameOf, type NamingRow, namingColumns } from './accountName.ts';

export type CallRow = NamingRow & {
  id: string;
  callId: string;
  accountId: string | null;
  callerNumber: string;
  dialled: string;
  number: string;
  destinationKind: string;
  destination: string;
  protocol: string;
  direction: 'outgoing' | 'incoming';
  providerName: string | null;
  startedAt: Instant;
  answeredAt: Instant | null;
  endedAt: Instant;
  durationMs: bigint;
  billedSeconds: number;
  price: Amount;
  charge: Amount;
  currency: string;
  outcome: 'answered' | 'busy' | 'no_answer' | 'failed' | 'cancelled' | 'refused';
  refusal: RefusalCode | null;
  hangupCause: number;
  isEstimated: boolean;
};

/** Columns of a finished call: cdr as `c`, its account as `a`, its provider as `p`. */
export const callColumns = sql`c.id::text as id, c.call_id as "callId", c.account_id::text as "accountId", ${namingColumns},
  c.caller_number as "callerNumber", c.dialled, c.number, c.destination_kind as "destinationKind", c.destination, c.protocol, c.direction,
  p.name as "providerName", c.started_at as "startedAt", c.answered_at as "answeredAt", c.ended_at as "endedAt",
  c.duration_ms as "durationMs", c.billed_seconds as "billedSeconds", c.price, c.charge,
  coalesce(a.currency, (select currency from setting)) as currency, c.outcome, c.refusal, c.hangup_cause as "hangupCause",
  c.is_estimated as "isEstimated"`;

/** A finished call as lists show it. */
export function fromCallRow(found: CallRow) {
  return {
    id: found.id,
    callId: found.callId,
    accountId: found.accountId,
    accountName: accountNameOf(found),
    callerNumber: found.callerNumber,
    dialled: found.dialled,
    number: found.number,
    destinationKind: found.destinationKind,
    destination: found.destination,
    protocol: found.protocol,
    direction: found.direction,
    providerName: found.providerName ?? '',
    startedAt: formatInstant(found.startedAt),
    answeredAt: found.answeredAt === null ? null : formatInstant(found.answeredAt),
    endedAt: formatInstant(found.endedAt),
    durationSeconds: wholeSeconds(Number(found.durationMs)),
    billedSeconds: found.billedSeconds,
    price: formatAmount(found.price),
    charge: formatAmount(found.charge),
    currency: found.currency,
    outcome: found.outcome,
    refusal: found.refusal,
    refusalText: found.refusal === null ? '' : refusals[found.refusal],
    hangupCause: found.hangupCause,
    isEstimated: found.isEstimated,
  };
}
