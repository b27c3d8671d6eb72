import pg, { type Pool } from 'pg';
import { Refusal } from '../core/base/refusal.ts';
import type { Tx } from './sql.ts';

/** SQLSTATEs that mean "not now": connection lost (08), no room (53), stopped or starting (57), disk trouble (58). */
const passing = /^(08|53|57|58)/;

/**
 * Runs `work` on one connection. When the database is away, full or stopping, that is the refusal `database_unavailable`:
 * the next call finds a new connection, so everything recovers by itself.
 */
export async function withConnection<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((cause: unknown) => {
    throw unavailable(cause);
  });
  let broken: Error | undefined;
  // A connection that dies between two statements tells nobody else; unheard, it would end this process.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  const query = async (...given: unknown[]): Promise<unknown> => {
    try {
      return await (client.query as (...all: unknown[]) => Promise<unknown>).apply(client, given);
    } catch (error) {
      if (error instanceof pg.DatabaseError && !passing.test(error.code ?? '')) throw error;
      broken = error instanceof Error ? error : new Error(String(error));
      throw unavailable(error);
    }
  };
  try {
    return await work({ query: query as Tx['query'] });
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** One transaction on one connection: commits what `work` did, or rolls it back and throws what it threw. */
export async function withTransaction<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
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

function unavailable(cause: unknown): Refusal {
  return new Refusal('database_unavailable', { cause });
}
