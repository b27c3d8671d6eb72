import type { Id } from '../../core/base/id.ts';
import { listRunning } from '../../db/tables/invoiceRuns.ts';
import { action, done } from '../action.ts';

/** The runs and previews that are under way, the oldest first. */
export const runsToWorkOn = action<null, readonly Id[]>('invoice_run.list_running', 'invoice.issue', async (work) =>
  done(await listRunning(work.tx), null),
);
