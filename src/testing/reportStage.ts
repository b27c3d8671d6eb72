import type { PoolClient } from 'pg';
import { amount } from '../core/base/money.ts';
import type { FixtureAccount } from './callFixture.ts';

/** For tests of reports: a call that ends. */
export type EndedCall = {
  readonly destination?: string;
  readonly seconds: number;
  readonly endedAt: Date;
  readonly price: string;
  readonly cost: string;
  readonly isEstimated?: boolean;
  readonly includedSeconds?: number;
};
const settleText = `select call_settle(jsonb_build_object('callId', $1::text, 'durationMs', $2::int * 1000, 'billedSeconds', $2::int, 'price', $3::text,
  'cost', $4::text, 'answeredAt', case when $2 > 0 then $5::timestamptz - make_interval(secs => $2) end, 'endedAt', $5::timestamptz, 'attempt', 1,
  'outcome', case when $2 > 0 then 'answered' else 'busy' end, 'hangupCause', case when $2 > 0 then 16 else 17 end, 'pddMs', 900,
  'isEstimated', $6::boolean, 'includedSeconds', $7::int, 'day', current_date))`;

let serial = 0;

/** Books a call that ends, as call control books it; answers its id. The owner's connection. */
export async function endReportedCall(
  client: Pick<PoolClient, 'query'>,
  account: FixtureAccount,
  wish: EndedCall,
): Promise<string> {
  serial += 1;
  const callId = `reported-${serial}`;
  await client.query(
    `insert into call (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination,
                       decimals, rounding_mode, attempts, is_metered, state, granted_seconds, hold, expires_at, answered_at, authorized_at)
     select $1, $2, n.id, 'sip', n.number, '61', '61299990000', 'outside', $4, 4, 'half_up',
            jsonb_build_array(jsonb_build_object('providerId', p.id)), true, 'active', 60, 0, now(), null, $3::timestamptz - interval '2 minutes'
       from network_number n, provider p
      where n.account_id = $2`,
    [callId, account.id, wish.endedAt, wish.destination ?? (serial % 3 === 0 ? 'New Zealand' : 'Australia')],
  );
  const { seconds, price, cost, endedAt, isEstimated = false, includedSeconds = 0 } = wish;
  await client.query(settleText, [
    callId,
    seconds,
    String(amount(price)),
    String(amount(cost)),
    endedAt,
    isEstimated,
    includedSeconds,
  ]);
  return callId;
}
