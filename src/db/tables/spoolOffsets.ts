import { row, rows, sql, type Tx } from '../sql.ts';

export type SpoolOffset = { readonly spool: string; readonly position: bigint };

/** How far the engine's spool was settled; undefined before the first call. Bytes. */
export async function findSpoolOffset(tx: Tx): Promise<SpoolOffset | undefined> {
  return row<SpoolOffset>(tx, sql`select spool, position from spool_offset`);
}

/** Remembers how far the spool was settled. */
export async function keepSpoolOffset(tx: Tx, at: SpoolOffset): Promise<void> {
  await rows(
    tx,
    sql`insert into spool_offset (spool, position) values (${at.spool}, ${at.position})
        on conflict (only_row) do update set spool = excluded.spool, position = excluded.position`,
  );
}
