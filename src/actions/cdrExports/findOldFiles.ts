import { formatInstant } from '../../core/base/time.ts';
import { listOldFiles, type OldFile } from '../../db/tables/cdrExports.ts';
import { action, done } from '../action.ts';

/** Files that were kept long enough. */
export const findOldFiles = action<{ readonly limit: number }, readonly OldFile[]>(
  'cdr_export.find_old',
  'cdr_export.change',
  async (work, { limit }) => done(await listOldFiles(work.tx, formatInstant(work.now), limit), null),
);
