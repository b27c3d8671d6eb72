import type { Id } from '../../core/base/id.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** Stores a piece of a file; the same piece again changes nothing. */
export async function insertDeckChunk(tx: Tx, importId: Id, position: number, data: Uint8Array): Promise<void> {
  await rows(
    tx,
    sql`insert into deck_chunk (deck_import_id, position, data) values (${importId}, ${position}, ${data})
            on conflict (deck_import_id, position) do nothing`,
  );
}

export async function findDeckChunk(tx: Tx, importId: Id, position: number): Promise<Uint8Array | undefined> {
  const found = await row<{ data: Uint8Array }>(
    tx,
    sql`select data from deck_chunk where deck_import_id = ${importId} and position = ${position}`,
  );
  return found?.data;
}

/** How many pieces there are, how long they are together, and how many of them but the last are not of full length. */
export async function measureDeckChunks(
  tx: Tx,
  importId: Id,
  pieceBytes: number,
): Promise<{ readonly pieces: number; readonly bytes: bigint; readonly isWhole: boolean }> {
  const found = await row<{ pieces: number; bytes: bigint; is_whole: boolean }>(
    tx,
    sql`select count(*)::int as pieces, coalesce(sum(length(data)), 0)::bigint as bytes,
               coalesce(max(position) + 1 = count(*) and bool_and(length(data) = ${pieceBytes} or position = most), false) as is_whole
          from (select position, data, max(position) over () as most from deck_chunk where deck_import_id = ${importId}) pieces`,
  );
  return { pieces: found?.pieces ?? 0, bytes: found?.bytes ?? 0n, isWhole: found?.is_whole ?? false };
}
