import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { Entry, Posting, TransferKind } from '../../core/ledger/ledger.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type TransferHead = {
  readonly kind: TransferKind;
  readonly key: string;
  readonly occurredAt: string;
  readonly description: string;
  readonly actorName: string;
};
export type Posted = { readonly transferId: Id; readonly isNew: boolean };

/** Books a transfer; the same (kind, key) again books nothing and answers the first one (migration 0004, ledger_post). */
export async function post(tx: Tx, head: TransferHead, entries: Posting): Promise<Posted> {
  const found = await row<Posted>(
    tx,
    sql`select transfer_id as "transferId", is_new as "isNew"
          from ledger_post(${head.kind}, ${head.key}, ${head.occurredAt}, ${head.description}, ${head.actorName},
                           ${entries.map((entry) => entry.ledger)}, ${entries.map((entry) => entry.accountId ?? 0n)},
                           ${entries.map((entry) => entry.amount)})`,
  );
  if (!found) throw new Error('ledger_post answered nothing');
  return found;
}

/** What a transfer booked, line by line. */
export async function listEntries(tx: Tx, transferId: Id): Promise<readonly Entry[]> {
  return rows<{ ledger: Entry['ledger']; accountId: Id | null; amount: Amount }>(
    tx,
    sql`select ledger, account_id as "accountId", amount from entry where transfer_id = ${transferId} order by line`,
  );
}

/** True once anything was booked, or is set aside for a call: from then on the currency stays. */
export async function hasMoneyMoved(tx: Tx): Promise<boolean> {
  const found = await row<{ has: boolean }>(
    tx,
    sql`select exists (select from entry) or exists (select from call where hold > 0) as has`,
  );
  return found?.has ?? true;
}
