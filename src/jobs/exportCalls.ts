import { findOldFiles } from '../actions/cdrExports/findOldFiles.ts';
import { findOpenExports } from '../actions/cdrExports/findOpenExports.ts';
import { type ExportPart, finishExport } from '../actions/cdrExports/finishExport.ts';
import { noteExportProblem } from '../actions/cdrExports/noteExportProblem.ts';
import { noteFileRemoved } from '../actions/cdrExports/noteFileRemoved.ts';
import { type OpenExport, openExport } from '../actions/cdrExports/openExport.ts';
import { readExport } from '../actions/cdrExports/readExport.ts';
import { startDueExport } from '../actions/cdrExports/startDueExport.ts';
import type { Id } from '../core/base/id.ts';
import { exportHead, exportLine } from '../core/wires/exportedCall.ts';
import type { Office } from './office.ts';

/** What writing files of calls needs of the office. */
export type ExportRoom = Pick<Office, 'act' | 'exports'>;

/** Calls that are read at once, and sent to a webhook in one part. */
const pageSize = 500;
const oldFiles = 50;

/**
 * Writes the files of calls that are due. What belongs to a file stands in the database before it is written: whoever is
 * killed on the way leaves it to be written again, the same calls under the same name.
 */
export async function exportCalls(room: ExportRoom): Promise<void> {
  const failures: unknown[] = [];
  do {
    for (const exportId of await room.act(findOpenExports, null)) {
      // The first asking draws the mark; where nothing else is being written, the second finds all decided.
      const open = (await room.act(openExport, { exportId })) ?? (await room.act(openExport, { exportId }));
      // One that cannot be written keeps no other from it.
      if (open) await writeExport(room, open).catch((error: unknown) => void failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  } while (await room.act(startDueExport, null));
}

async function writeExport(room: ExportRoom, open: OpenExport): Promise<void> {
  const { id: exportId, fileName, isPacked } = open;
  const parts: ExportPart[] = [];
  try {
    const written = await room.exports.write(open, textOf(room, open, parts), { isPacked });
    const callCount = parts.reduce((sum, { count }) => sum + count, 0);
    await room.act(finishExport, { exportId, file: { fileName, callCount, ...written }, parts });
  } catch (error) {
    await room.act(noteExportProblem, { exportId, problem: problemOf(error) });
    throw error;
  }
}

async function* textOf(room: ExportRoom, open: OpenExport, parts: ExportPart[]): AsyncGenerator<string> {
  const { id: exportId, format, columns } = open;
  let afterId: Id = 0n;
  yield exportHead(format, columns);
  for (;;) {
    const calls = await room.act(readExport, { exportId, afterId, limit: pageSize });
    if (calls.length > 0) parts.push({ afterId, count: calls.length });
    yield calls.map((call) => exportLine(format, columns, call)).join('');
    const last = calls.at(-1);
    if (calls.length < pageSize || last === undefined) return;
    afterId = last.id;
  }
}

/** By the code of the operating system; never a path. */
function problemOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'The disk is full.';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'The folder may not be written to.';
  return `The file could not be written${code === '' ? '' : ` (${code})`}. It is tried again.`;
}

/** Removes files that were kept long enough. */
export async function removeOldExports(room: ExportRoom): Promise<void> {
  for (;;) {
    const old = await room.act(findOldFiles, { limit: oldFiles });
    for (const { id: exportId, ...place } of old) {
      await room.exports.remove(place);
      await room.act(noteFileRemoved, { exportId });
    }
    if (old.length < oldFiles) return;
  }
}
