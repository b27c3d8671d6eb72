import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** The monthly extra of an incoming number, last on the account's list; answers its id. */
export async function insertNumberExtra(
  tx: Tx,
  accountId: Id,
  one: { readonly description: string; readonly cost: Amount; readonly startsOn: string; readonly at: string },
): Promise<Id> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into extra (account_id, position, description, cost, charge_period, starts_on, does_prorate, is_taxable, created_at)
        select ${accountId}, coalesce(max(position) + 1, 0), ${one.description}, ${one.cost}, 'monthly', ${one.startsOn}, true, true, ${one.at}
          from extra
         where account_id = ${accountId}
     returning id`,
  );
  if (!found) throw new Error('the extra was not stored');
  return found.id;
}

/** The extra ends with this day; one that had not begun yet ends where it begins. */
export async function endExtra(tx: Tx, id: Id, on: string): Promise<void> {
  await rows(
    tx,
    sql`update extra set ends_on = greatest(starts_on, ${on}::date) where id = ${id} and (ends_on is null or ends_on > ${on})`,
  );
}
