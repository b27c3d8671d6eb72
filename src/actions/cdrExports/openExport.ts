import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { type CallColumnName, type ExportFormat, exportFileName, isCallColumn } from '../../core/wires/exportedCall.ts';
import { isExportDecided, lockExport, saveStartDone } from '../../db/tables/cdrExports.ts';
import { firstIdSince } from '../../db/tables/exportedCalls.ts';
import { action, done } from '../action.ts';

/** A file that can be written now. */
export type OpenExport = {
  readonly id: Id;
  readonly folder: string;
  readonly fileName: string;
  readonly format: ExportFormat;
  readonly isPacked: boolean;
  readonly columns: readonly CallColumnName[];
};

/** What is to be written; undefined while a call of it may still come, or when there is nothing to write. */
export const openExport = action<{ readonly exportId: Id }, OpenExport | undefined>(
  'cdr_export.open',
  'cdr_export.change',
  async (work, { exportId }) => {
    const isDecided = await isExportDecided(work.tx, exportId);
    const found = await lockExport(work.tx, exportId);
    if (!isDecided || found?.state !== 'marked') return done(undefined, null);
    const { id, kind, day, folder, format, isPacked, columns, untilAt, uptoId } = found;
    if (kind === 'start') {
      const first = await firstIdSince(work.tx, untilAt);
      await saveStartDone(work.tx, id, first === undefined ? uptoId : first - 1n, formatInstant(work.now));
      return done(undefined, null);
    }
    const fileName = exportFileName({ id, kind, day, format, isPacked });
    return done({ id, folder, fileName, format, isPacked, columns: columns.filter(isCallColumn) }, null);
  },
);
