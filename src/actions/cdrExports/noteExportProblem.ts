import type { Id } from '../../core/base/id.ts';
import { saveExportProblem } from '../../db/tables/cdrExports.ts';
import { action, done } from '../action.ts';

/** What keeps a file from being written, for the list; it is tried again. */
export const noteExportProblem = action<{ readonly exportId: Id; readonly problem: string }, null>(
  'cdr_export.note_problem',
  'cdr_export.change',
  async (work, { exportId, problem }) => {
    await saveExportProblem(work.tx, exportId, problem);
    return done(null, null);
  },
);
