import type { Id } from '../../core/base/id.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** The caller group of an account; undefined when there is no such account. */
export async function findCallerGroup(tx: Tx, accountId: Id): Promise<string | undefined> {
  return (await row<{ group: string }>(tx, sql`select caller_group as "group" from account where id = ${accountId}`))?.group;
}

/** The groups that rules of routes ask for, by name. */
export async function listCallerGroups(tx: Tx): Promise<string[]> {
  const found = await rows<{ group: string }>(
    tx,
    sql`select distinct caller_group as "group" from route_rule where caller_group <> '' order by 1`,
  );
  return found.map(({ group }) => group);
}
