import * as reports from '../../db/tables/reports.ts';
import { action, done } from '../action.ts';

/** Has all sums of the reports made anew from calls and ledger; meanwhile reports know only what is counted again. */
export const recountReports = action<null, null>('report.recount', 'setting.change', async (work) => {
  await reports.askRecount(work.tx);
  return done(null, {});
});
