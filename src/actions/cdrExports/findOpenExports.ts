import type { Id } from '../../core/base/id.ts';
import { listOpenExports } from '../../db/tables/cdrExports.ts';
import { action, done } from '../action.ts';

/** The files that are begun and not done. */
export const findOpenExports = action<null, readonly Id[]>('cdr_export.find_open', 'cdr_export.change', async (work) =>
  done(await listOpenExports(work.tx), null),
);
