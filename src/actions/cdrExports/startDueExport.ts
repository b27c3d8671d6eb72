import { formatInstant } from '../../core/base/time.ts';
import { dayBounds, exportDue } from '../../core/wires/exportDue.ts';
import { findLastExport, findZone, insertExport, lockExportSettings, readUptoId } from '../../db/tables/cdrExports.ts';
import { firstLeftOver } from '../../db/tables/exportedCalls.ts';
import { action, done } from '../action.ts';

/**
 * Begins the next night's file when its hour has come, one after the other: what the last one had must be decided before what
 * it left over is known. True when a file was begun.
 */
export const startDueExport = action<null, boolean>('cdr_export.start', 'cdr_export.change', async (work) => {
  const { isOn, hour, keepDays: _, version: _version, ...shape } = await lockExportSettings(work.tx);
  const last = isOn ? await findLastExport(work.tx) : undefined;
  if (last?.state !== 'done') return done(false, null);
  const zone = await findZone(work.tx);
  const day = exportDue(last.day, hour, work.now, zone);
  if (day === undefined) return done(false, null);
  const fromAt = formatInstant(last.untilAt);
  const lastRange = { afterId: last.afterId, uptoId: last.uptoId, untilAt: fromAt };
  const leftOver = await firstLeftOver(work.tx, lastRange);
  const id = await insertExport(work.tx, {
    ...shape,
    ...{ kind: 'nightly', day, fromAt, untilAt: formatInstant(dayBounds(day, zone).until) },
    ...{ afterId: leftOver === undefined ? last.uptoId : leftOver - 1n, previousUptoId: last.uptoId },
    ...{ uptoId: await readUptoId(work.tx), askedAt: formatInstant(work.now), askedBy: 'system' },
  });
  return done(id !== undefined, null);
});
