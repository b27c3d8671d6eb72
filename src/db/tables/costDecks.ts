import type { Id } from '../../core/base/id.ts';
import type { PackageKind } from '../../core/rating/packageKind.ts';
import { row, sql, type Tx } from '../sql.ts';

/** What kind of package this is; undefined when there is none. */
export async function findCostDeckKind(tx: Tx, id: Id): Promise<PackageKind | undefined> {
  return (await row<{ kind: PackageKind }>(tx, sql`select kind from billing_package where id = ${id}`))?.kind;
}
