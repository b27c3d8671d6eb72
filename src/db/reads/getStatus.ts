import type { Instant } from '../../core/base/time.ts';
import { row, sql, type Tx } from '../sql.ts';

export type StatusFacts = {
  readonly isConnected: boolean;
  readonly engineVersion: string;
  readonly engineAt: Instant;
  readonly liveCalls: number;
  readonly hasEmergencyRoute: boolean;
  readonly hasActiveProvider: boolean;
  readonly hasDefaults: boolean;
  readonly overdueCalls: number;
  readonly shutsOutBy: 'firewall' | 'asterisk';
  readonly bansInForce: number;
};

/** What the health page judges: the engine's last words, and whether calls could go anywhere. */
export async function getStatusFacts(tx: Tx, at: string): Promise<StatusFacts> {
  const found = await row<StatusFacts>(
    tx,
    sql`select e.is_connected as "isConnected", e.version as "engineVersion", e.at as "engineAt", e.live_calls as "liveCalls",
               s.emergency_route_id is not null as "hasEmergencyRoute",
               exists (select from provider where is_active) as "hasActiveProvider",
               s.default_billing_package_id is not null and s.default_route_id is not null as "hasDefaults",
               (select count(*) from call where expires_at < ${at}::timestamptz - interval '2 minutes')::int as "overdueCalls",
               e.shuts_out_by as "shutsOutBy",
               (select count(*) from ban where kind = 'ban' and lifted_at is null and coalesce(until > ${at}, true))::int as "bansInForce"
          from engine_status e
         cross join setting s`,
  );
  if (!found) throw new Error('the status row is missing');
  return found;
}
