import type { Id } from '../../core/base/id.ts';
import * as rerates from '../../db/tables/rerates.ts';
import { action, done } from '../action.ts';

/** Calls of a preview, behind a CDR; undefined `after` = where the preview stands. */
export type ReadCallsInput = { readonly runId: Id; readonly after: Id | undefined; readonly limit: number };
export type ReadCalls = {
  readonly after: Id;
  readonly upto: Id;
  readonly isLast: boolean;
  readonly calls: readonly rerates.PricedCdr[];
};

/** Reads the next calls of a preview, while the ones before are being priced. Null when there is no preview to make. */
export const readCalls = action<ReadCallsInput, ReadCalls | null>('rerate.read', 'money.rerate', async (work, input) => {
  const run = await rerates.findRun(work.tx, input.runId);
  if (run?.state !== 'previewing') return done(null, null);
  const after = input.after ?? run.afterCdr;
  const { calls, upto } = await rerates.listCdrs(work.tx, run, after, BigInt(input.limit));
  return done({ after, upto, isLast: upto >= run.uptoCdr, calls }, null);
});
