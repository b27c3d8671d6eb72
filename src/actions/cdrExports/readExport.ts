import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { ExportedCall } from '../../core/wires/exportedCall.ts';
import { lockExport } from '../../db/tables/cdrExports.ts';
import { readExportedCalls } from '../../db/tables/exportedCalls.ts';
import { action, done } from '../action.ts';

export type ReadExport = { readonly exportId: Id; readonly afterId: Id; readonly limit: number };

/** The next calls of a file. */
export const readExport = action<ReadExport, readonly ExportedCall[]>(
  'cdr_export.read',
  'cdr_export.change',
  async (work, { exportId, afterId, limit }) => {
    const found = await lockExport(work.tx, exportId);
    if (!found || found.kind === 'start') throw new Refusal('not_found');
    return done(await readExportedCalls(work.tx, { ...found, kind: found.kind }, afterId, limit), null);
  },
);
