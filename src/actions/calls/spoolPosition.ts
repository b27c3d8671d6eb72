import { findSpoolOffset, keepSpoolOffset } from '../../db/tables/spoolOffsets.ts';
import type { CallContext } from './callContext.ts';

/** How far the engine's spool was settled; undefined before the first call. Bytes. */
export async function findSpoolPosition(
  context: CallContext,
  spool: string,
): Promise<{ readonly spool: string; readonly position: bigint } | undefined> {
  const position = await findSpoolOffset(context.tx, spool);
  return position === undefined ? undefined : { spool, position };
}

/** Remembers how far the spool was settled. */
export async function keepSpoolPosition(
  context: CallContext,
  at: { readonly spool: string; readonly position: bigint },
): Promise<void> {
  await keepSpoolOffset(context.tx, at.spool, at.position);
}
