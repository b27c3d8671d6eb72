import { row, sql, type Tx } from '../sql.ts';

/** The account behind a network number, as text; undefined when there is none. */
export async function findAccountOf(tx: Tx, networkNumber: string): Promise<string | undefined> {
  const found = await row<{ id: string }>(
    tx,
    sql`select account_id::text as id from network_number where number = ${networkNumber}`,
  );
  return found?.id;
}
