import { Refusal } from '../../core/base/refusal.ts';
import { findEngineSeenAt } from '../../db/tables/commands.ts';
import type { Work } from '../action.ts';

/** Call control writes its status every five seconds; three misses mean that it is gone. */
export const freshMilliseconds = 15_000;

/** Refuses a command that nobody would hear. */
export async function needEngine(work: Work): Promise<void> {
  const seenAt = await findEngineSeenAt(work.tx);
  if (seenAt === undefined || work.now - seenAt > freshMilliseconds) throw new Refusal('engine_unavailable');
}
