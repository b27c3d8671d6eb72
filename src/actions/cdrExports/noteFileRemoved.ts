import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { saveFileRemoved } from '../../db/tables/cdrExports.ts';
import { action, done } from '../action.ts';

/** The file is gone; its row stays. */
export const noteFileRemoved = action<{ readonly exportId: Id }, null>(
  'cdr_export.note_removed',
  'cdr_export.change',
  async (work, { exportId }) => {
    await saveFileRemoved(work.tx, exportId, formatInstant(work.now));
    return done(null, { detail: { exportId } });
  },
);
