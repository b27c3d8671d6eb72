import { row, sql, type Tx } from '../sql.ts';

/** The account behind a network number, or behind a phone in a browser, as text; undefined when there is none. */
export async function findAccountOf(tx: Tx, login: string): Promise<string | undefined> {
  const found = await row<{ id: string }>(
    tx,
    sql`select account_id::text as id from network_number where number = ${login}
         union all
        select n.account_id::text
          from browser_phone b
          join network_number n on n.id = b.network_number_id
         where b.username = ${login}`,
  );
  return found?.id;
}
