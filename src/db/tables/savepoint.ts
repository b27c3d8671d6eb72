import { rows, sql, type Tx } from '../sql.ts';

/** Marks where a transaction may go back to, once. For previews: what is done after it is only looked at. */
export async function savepoint(tx: Tx): Promise<void> {
  await rows(tx, sql`savepoint preview`);
}

export async function backToSavepoint(tx: Tx): Promise<void> {
  await rows(tx, sql`rollback to savepoint preview`);
}
