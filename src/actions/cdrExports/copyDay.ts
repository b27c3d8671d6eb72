import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { formatInstant, type LocalDate, localDate } from '../../core/base/time.ts';
import { dayBounds } from '../../core/wires/exportDue.ts';
import { findZone, insertExport, lockExportSettings, readUptoId } from '../../db/tables/cdrExports.ts';
import { action, done, nameOf } from '../action.ts';

/** Writes the calls that ended on a day once more, as a copy; nightly files are not touched by it. */
export const copyDay = action<{ readonly day: LocalDate }, { readonly id: Id }>(
  'cdr_export.copy',
  'cdr_export.change',
  async (work, { day }) => {
    const zone = await findZone(work.tx);
    if (day > localDate(work.now, zone)) throw fieldRefusal('invalid_input', 'day', 'This day has not come yet.');
    const {
      isOn: _on,
      hour: _hour,
      keepDays: _days,
      version: _version,
      webhookId: _webhook,
      ...shape
    } = await lockExportSettings(work.tx);
    const { from, until } = dayBounds(day, zone);
    const id = await insertExport(work.tx, {
      ...{ ...shape, webhookId: null, kind: 'copy', day, fromAt: formatInstant(from), untilAt: formatInstant(until) },
      ...{ afterId: 0n, previousUptoId: 0n, uptoId: await readUptoId(work.tx) },
      ...{ askedAt: formatInstant(work.now), askedBy: nameOf(work.doer) },
    });
    if (id === undefined) throw new Error('the copy was not stored');
    return done({ id }, { detail: { exportId: id, day } });
  },
);
