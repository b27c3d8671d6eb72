import type { Pool } from 'pg';
import { Refusal } from '../core/base/refusal.ts';
import { withConnection } from './connection.ts';
import type { Tx } from './sql.ts';

/** Runs `work` in one transaction: commits what it did, or rolls everything back and throws what it threw. */
export async function transaction<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withConnection(pool, async (tx) => {
    await tx.query('begin');
    try {
      const result = await work(tx);
      await tx.query('commit');
      return result;
    } catch (error) {
      await rollback(tx);
      throw error;
    }
  });
}

/** A connection that is gone has rolled back already; the first error is the one to tell. */
async function rollback(tx: Tx): Promise<void> {
  try {
    await tx.query('rollback');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
