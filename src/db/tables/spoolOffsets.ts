import { row, rows, sql, type Tx } from '../sql.ts';

/** How far a call spool was read; undefined before the first time. Bytes. */
export async function findSpoolOffset(tx: Tx, spool: string): Promise<bigint | undefined> {
  return (await row<{ position: bigint }>(tx, sql`select position from spool_offset where spool = ${spool}`))?.position;
}

/** Remembers how far a call spool was read; never goes back. */
export async function keepSpoolOffset(tx: Tx, spool: string, position: bigint): Promise<void> {
  await rows(
    tx,
    sql`insert into spool_offset (spool, position) values (${spool}, ${position})
        on conflict (spool) do update set position = excluded.position where spool_offset.position < excluded.position`,
  );
}
