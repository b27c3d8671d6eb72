import type { Instant } from '../../core/base/time.ts';
import { rows, sql, type Tx } from '../sql.ts';

/** What call control says of itself. */
export type EngineStatusRow = {
  readonly isConnected: boolean;
  readonly version: string;
  readonly liveCalls: number;
  readonly shutsOutBy: 'firewall' | 'asterisk';
  readonly at: Instant;
};

export async function keepEngineStatus(tx: Tx, status: EngineStatusRow): Promise<void> {
  await rows(
    tx,
    sql`update engine_status
           set is_connected = ${status.isConnected}, version = ${status.version}, live_calls = ${status.liveCalls},
               shuts_out_by = ${status.shutsOutBy}, at = ${new Date(status.at)}`,
  );
}
