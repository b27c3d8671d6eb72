import { findSpoolOffset, keepSpoolOffset, type SpoolOffset } from '../../db/tables/spoolOffsets.ts';
import type { CallContext } from './callContext.ts';

/** How far the engine's spool was settled; undefined before the first call. */
export async function findSpoolPosition(context: CallContext): Promise<SpoolOffset | undefined> {
  return findSpoolOffset(context.tx);
}

/** Remembers how far the spool was settled. */
export async function keepSpoolPosition(context: CallContext, at: SpoolOffset): Promise<void> {
  await keepSpoolOffset(context.tx, at);
}
