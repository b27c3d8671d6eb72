import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { Refusal } from '../core/base/refusal.ts';
import { withConnection } from './connection.ts';

const askEveryMilliseconds = 200;

/**
 * Resolves when the database answers. For the start of a part: when everything died together, waiting here is quicker than
 * ending and being started again after ever longer pauses (21 s instead of 3 s, measured 2026-11-23). `onWait` is told once.
 */
export async function waitForDatabase(pool: Pool, onWait: (cause: unknown) => void): Promise<void> {
  for (let isTold = false; ; isTold = true) {
    try {
      return await withConnection(pool, async (tx) => void (await tx.query('select 1')));
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'database_unavailable') throw error;
      if (!isTold) onWait(error.cause);
    }
    await wait(askEveryMilliseconds);
  }
}
