import type { Instant, Seconds } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** What the panel asks of call control. */
export type Command =
  | { readonly kind: 'hang_up'; readonly callId: string }
  | { readonly kind: 'test_call'; readonly networkNumber: string; readonly dialled: string; readonly seconds: Seconds };

/** Tells call control; it hears it when the transaction commits. */
export async function sendCommand(tx: Tx, command: Command): Promise<void> {
  await rows(tx, sql`select pg_notify('command', ${JSON.stringify(command)})`);
}

/** When call control last said that its switch is connected; undefined when it says that it is not. */
export async function findEngineSeenAt(tx: Tx): Promise<Instant | undefined> {
  return (await row<{ at: Instant }>(tx, sql`select at from engine_status where is_connected`))?.at;
}

export async function isCallUp(tx: Tx, callId: string): Promise<boolean> {
  return (await row(tx, sql`select call_id from call where call_id = ${callId}`)) !== undefined;
}

/** True when this phone exists and may call. */
export async function isPhoneActive(tx: Tx, networkNumber: string): Promise<boolean> {
  const found = await row(
    tx,
    sql`select n.id
          from network_number n
          join account a on a.id = n.account_id
         where n.number = ${networkNumber}
           and n.is_active
           and a.is_active`,
  );
  return found !== undefined;
}
