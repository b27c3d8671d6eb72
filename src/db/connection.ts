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

function unavailable(cause: unknown): Refusal {
  return new Refusal('database_unavailable', { cause });
}
