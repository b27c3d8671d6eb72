import { row, rows, sql, type Tx } from '../sql.ts';

/** Looks how far calls and transfers have been given out; must be the first thing a transaction writes (migration 0038, report_mark). */
export async function mark(tx: Tx): Promise<void> {
  await rows(tx, sql`select report_mark()`);
}

/** Has all sums made anew by the next count. */
export async function askRecount(tx: Tx): Promise<void> {
  await rows(tx, sql`update report_watch set is_recount_due = true`);
}

/**
 * Counts the next calls and transfers, at most so many ids of each (report_count). `counted` = how many ids it went over. The first
 * time sums all attempts at providers too: the usual limit would stop it each time anew.
 */
export async function count(tx: Tx, limit: number): Promise<{ readonly counted: bigint; readonly isMore: boolean }> {
  await rows(tx, sql`select set_config('statement_timeout', '15min', true)`);
  const found = await row<{ counted: bigint; isMore: boolean }>(
    tx,
    sql`select counted, is_more as "isMore" from report_count(${limit})`,
  );
  if (!found) throw new Error('report_count answered nothing');
  return found;
}
