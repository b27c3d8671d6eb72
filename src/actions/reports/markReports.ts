import * as reports from '../../db/tables/reports.ts';
import { action, done } from '../action.ts';

/** Looks how far calls and transfers have been given out, for the next count. A transaction of its own, which has written nothing before. */
export const markReports = action<null, null>('report.mark', 'system.read', async (work) => {
  await reports.mark(work.tx);
  return done(null, null);
});
