import type { RefusalCode } from '../../core/base/refusal.ts';
import type { Instant } from '../../core/base/time.ts';
import type { CallRequest, PhoneProtocol } from '../../core/calls/call.ts';
import type { Caller } from '../../core/calls/caller.ts';
import type { CallOutcome } from '../../core/calls/outcome.ts';
import { rows, sql, type Tx } from '../sql.ts';

export type RefusedCall = {
  readonly request: CallRequest;
  readonly caller: Caller | undefined;
  readonly refusal: RefusalCode;
  readonly number: string;
  readonly destination: string;
  readonly hangupCause: number;
};

/** The CDR of a call that was refused; the same call twice is once. */
export async function addRefused(tx: Tx, one: RefusedCall): Promise<void> {
  const at = new Date(one.request.at);
  const { incoming } = one.request;
  await rows(
    tx,
    sql`insert into cdr (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination,
                         started_at, ended_at, duration_ms, outcome, refusal, hangup_cause, direction, provider_id)
        values (${one.request.callId}, ${one.caller?.accountId ?? null}, ${incoming ? null : (one.caller?.networkNumberId ?? null)},
                ${one.request.protocol}, ${incoming?.callerNumber ?? one.request.callerNumber}, ${one.request.dialled}, ${one.number}, 'unknown', ${one.destination},
                ${at}, ${at}, 0, 'refused', ${one.refusal}, ${one.hangupCause},
                ${incoming ? 'incoming' : 'outgoing'}, (select id from provider where id = ${incoming?.providerId ?? null}))
        on conflict (call_id) do nothing`,
  );
}

export type UnbookedCall = {
  readonly callId: string;
  readonly callerNumber: string;
  readonly protocol: PhoneProtocol;
  readonly dialled: string;
  readonly answeredAt: Instant | undefined;
  readonly endedAt: Instant;
  readonly durationMilliseconds: number;
  readonly outcome: Exclude<CallOutcome, 'refused'>;
  readonly hangupCause: number;
};

/** The CDR of an emergency call that connected while the database was lost (charging.md S5): free, and flagged. */
export async function addUnbooked(tx: Tx, one: UnbookedCall): Promise<void> {
  await rows(
    tx,
    sql`insert into cdr (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination,
                         started_at, answered_at, ended_at, duration_ms, outcome, hangup_cause, is_unauthorised)
        select ${one.callId}, n.account_id, n.id, ${one.protocol}, ${one.callerNumber}, ${one.dialled}, ${one.dialled}, 'emergency', 'Emergency',
               ${new Date(one.answeredAt ?? one.endedAt)}, ${one.answeredAt ? new Date(one.answeredAt) : null}::timestamptz, ${new Date(one.endedAt)},
               ${one.durationMilliseconds}, ${one.outcome}, ${one.hangupCause}, true
          from (select ${one.callerNumber}::text as number) asked
          left join network_number n on n.number = asked.number
        on conflict (call_id) do nothing`,
  );
}
