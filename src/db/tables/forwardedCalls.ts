import type { Forwarded } from '../../core/calls/forwarding.ts';
import { rows, sql, type Tx } from '../sql.ts';

/** Remembers how a call came to whoever passed it on; the same call twice is once. */
export async function addForwardedCall(tx: Tx, callId: string, { from, by }: Forwarded): Promise<void> {
  await rows(
    tx,
    sql`insert into forwarded_call (call_id, caller_number, forwarded_by)
        values (${callId}, ${from}, ${by})
        on conflict (call_id) do nothing`,
  );
}
