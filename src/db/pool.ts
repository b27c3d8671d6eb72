import pg from 'pg';

// One parser for each type, set once: int8 is bigint, numeric stays text, dates stay text, instants are epoch milliseconds.
pg.types.setTypeParser(pg.types.builtins.INT8, BigInt);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => text);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => Date.parse(text));

export type PoolOptions = {
  readonly max: number;
  readonly name: string;
  readonly statementTimeoutMilliseconds?: number;
  /** A connection that rests so long is closed; 0 = never. A new one has to start a process and compile every function anew. */
  readonly idleTimeoutMilliseconds?: number;
};

/** A pool of connections. An idle connection that breaks is dropped by the pool; the next query opens another. */
export function openPool(connectionString: string, options: PoolOptions, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: options.max,
    application_name: options.name,
    connectionTimeoutMillis: 2000,
    idleTimeoutMillis: options.idleTimeoutMilliseconds ?? 10_000,
    statement_timeout: options.statementTimeoutMilliseconds ?? 30_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  });
  pool.on('error', onError);
  return pool;
}
