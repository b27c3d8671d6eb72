import { type EngineStatusRow, keepEngineStatus } from '../../db/tables/engineStatus.ts';
import type { CallContext } from './callContext.ts';

/** What the panel shows of call control, and by whose age it knows whether commands would be heard. */
export async function tellStatus(context: CallContext, status: Omit<EngineStatusRow, 'at'>): Promise<void> {
  await keepEngineStatus(context.tx, { ...status, at: context.now() });
}
