import type { Id } from '../../core/base/id.ts';
import type { CallListing } from '../../core/invoicing/layout/layoutData.ts';
import { row, sql, type Tx } from '../sql.ts';

export type LayoutRow = {
  readonly id: Id;
  readonly source: string;
  readonly logo: string;
  readonly callsBy: CallListing;
  readonly isBuiltIn: boolean;
};
export type NewLayout = Omit<LayoutRow, 'id'> & { readonly restoresId: Id | null; readonly at: string; readonly by: string };

const columns = sql`id, source, logo, calls_by as "callsBy", is_built_in as "isBuiltIn"`;

/** The layout in force, locked against another one: of two who save at once the second sees what the first made. */
export async function lockCurrentLayout(tx: Tx): Promise<LayoutRow> {
  await row(tx, sql`select pg_advisory_xact_lock(hashtext('invoice_layout'))::text as locked`);
  const found = await row<LayoutRow>(tx, sql`select ${columns} from invoice_layout order by id desc limit 1`);
  if (!found) throw new Error('there is no layout of invoices');
  return found;
}

export async function getLayout(tx: Tx, id: Id): Promise<LayoutRow | undefined> {
  return row<LayoutRow>(tx, sql`select ${columns} from invoice_layout where id = ${id}`);
}

export async function insertLayout(tx: Tx, one: NewLayout): Promise<Id> {
  const added = await row<{ id: Id }>(
    tx,
    sql`insert into invoice_layout (source, logo, calls_by, is_built_in, restores_id, created_at, created_by)
        values (${one.source}, ${one.logo}, ${one.callsBy}, ${one.isBuiltIn}, ${one.restoresId}, ${one.at}, ${one.by})
     returning id`,
  );
  if (!added) throw new Error('the layout was not stored');
  return added.id;
}
