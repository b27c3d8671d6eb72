import type { Id } from '../../core/base/id.ts';
import { row, sql, type Tx } from '../sql.ts';

/** What kind of package this is; undefined when there is none. */
export async function findCostDeckKind(tx: Tx, id: Id): Promise<'sell' | 'cost' | 'exception' | undefined> {
  return (await row<{ kind: 'sell' | 'cost' | 'exception' }>(tx, sql`select kind from billing_package where id = ${id}`))?.kind;
}
