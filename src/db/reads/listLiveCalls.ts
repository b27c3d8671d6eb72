import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { rows, sql, type Tx } from '../sql.ts';
import { accountNameOf, type NamingRow, namingColumns } from './accountName.ts';

type LiveRow = NamingRow & {
  callId: string;
  accountId: string;
  callerNumber: string;
  dialled: string;
  number: string;
  destination: string;
  destinationKind: string;
  providerName: string | null;
  protocol: string;
  direction: 'outgoing' | 'incoming';
  state: 'reserved' | 'active';
  startedAt: Instant;
  answeredAt: Instant | null;
  grantedSeconds: number;
  isMetered: boolean;
  hold: Amount;
  currency: string;
};

/** Calls in progress, of one account or of all, the newest first; 1000 are more than anybody watches. */
export async function listLiveCalls(tx: Tx, accountId: Id | null = null) {
  const found = await rows<LiveRow>(
    tx,
    sql`select c.call_id as "callId", c.account_id::text as "accountId", ${namingColumns}, c.caller_number as "callerNumber",
               c.dialled, c.number, c.destination, c.destination_kind as "destinationKind", p.name as "providerName", c.protocol, c.direction,
               c.state, c.authorized_at as "startedAt", c.answered_at as "answeredAt", c.granted_seconds as "grantedSeconds",
               c.is_metered as "isMetered", c.hold, a.currency
          from call c
          join account a on a.id = c.account_id
          left join provider p on p.id = (c.attempts -> (coalesce(c.attempt, 1) - 1) ->> 'providerId')::bigint
         where (${accountId}::bigint is null or c.account_id = ${accountId}::bigint)
         order by c.authorized_at desc, c.call_id
         limit 1000`,
  );
  return found.map((call) => ({
    callId: call.callId,
    accountId: call.accountId,
    accountName: accountNameOf(call),
    callerNumber: call.callerNumber,
    dialled: call.dialled,
    number: call.number,
    destination: call.destination,
    destinationKind: call.destinationKind,
    providerName: call.providerName ?? '',
    protocol: call.protocol,
    direction: call.direction,
    state: call.state,
    startedAt: formatInstant(call.startedAt),
    answeredAt: call.answeredAt === null ? null : formatInstant(call.answeredAt),
    grantedSeconds: call.grantedSeconds,
    isMetered: call.isMetered,
    hold: formatAmount(call.hold),
    currency: call.currency,
  }));
}
