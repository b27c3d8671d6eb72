import type { Id } from '../../core/base/id.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** The customer number of an account; undefined when there is no such account. */
export async function findCustomerNumber(tx: Tx, accountId: Id): Promise<string | undefined> {
  return (await row<{ number: string }>(tx, sql`select customer_number as number from account where id = ${accountId}`))?.number;
}

/** The caller group of an account, locked; undefined when there is no such account. */
export async function lockCallerGroup(tx: Tx, accountId: Id): Promise<string | undefined> {
  return (
    await row<{ group: string }>(tx, sql`select caller_group as "group" from account where id = ${accountId} for no key update`)
  )?.group;
}

export async function saveCallerGroup(tx: Tx, accountId: Id, callerGroup: string): Promise<void> {
  await rows(tx, sql`update account set caller_group = ${callerGroup} where id = ${accountId}`);
}
